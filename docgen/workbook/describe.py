"""The schema in words: what a column takes, for cell notes, and all of it as Markdown tables for the guide."""

from __future__ import annotations

from docgen.messages import say
from docgen.workbook.columns import Column, Sheet
from docgen.workbook.schema import SHEETS


def explanation(column: Column) -> tuple[str, ...]:
    """What a user should know about a column, a line each: whether required, what it takes, an example."""
    lines = [say("describe.required" if column.required else "describe.optional") + say(f"describe.{column.type.name}")]
    if column.choices:
        lines.append(say("describe.choices", choices="、".join(column.choices)))
    if column.note:
        lines.append(column.note)
    if column.example and not column.choices:
        lines.append(say("describe.example", example=column.example))
    return tuple(lines)


def _mark(item: Column | Sheet) -> str:
    return say("describe.second") if item.edition > 1 else ""


def schema_as_markdown() -> str:
    """Every sheet as a heading and a table of its columns (of the settings, for 单位)."""
    return "\n".join(_table(sheet) for sheet in SHEETS.values())


def _table(sheet: Sheet) -> str:
    must = say("describe.sheet-required") if sheet.required else ""
    lines = [f"### {sheet.name}{_mark(sheet)}{must}", "", say("describe.row-is", row_is=sheet.row_is), ""]
    lines += [say("describe.head-settings" if sheet.settings else "describe.head"), "| --- | --- | --- | --- |"]
    for column in sheet.settings or sheet.columns:
        told = "、".join(column.choices) or say(f"describe.{column.type.name}")
        note = column.note + (say("describe.key") if column.key and "重复" not in column.note else "")
        lines.append(f"| {column.name}{_mark(column)} | {'是' if column.required else ''} | {told} | {note} |")
    return "\n".join([*lines, ""])
