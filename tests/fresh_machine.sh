#!/usr/bin/env bash
# Tries the project on a machine with nothing installed: a minimal Debian 12 in a folder, with make, git and python3.
#
#   tests/fresh_machine.sh BASE USER TARGET…      e.g.  tests/fresh_machine.sh /var/tmp/fresh root test demo
#
# BASE    the minimal system; made by debootstrap when it is not there, kept unchanged, copied for each trial
# USER    root, or any other name: that user is made and runs the trial with no rights to install anything
# TARGET  targets of the Makefile, run one after another in a clone of this repository's HEAD; "sh" opens a shell
#
# MIRROR      address of the Debian mirror for debootstrap (its own default when empty)
# TRIAL_COPY  files of this machine to copy to the same place in the trial (certificates, apt's and pip's settings)
# TRIAL_ENV   settings for the trial's environment: NAME=value …
# CLONE       the clone's folder in the trial; the default has a space and Chinese characters in it
# KEEP        when set, the trial's folder BASE.trial stays (the next trial replaces it)
# AGAIN       when set, go on in the BASE.trial that is there instead of a new copy
# OFFLINE     when set, the trial has no network
#
# Run as root on a Debian machine with debootstrap.
set -euo pipefail
base=${1:?folder of the minimal system} user=${2:?user} ; shift 2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
trial=$base.trial
clone=${CLONE:-/srv/司法局 docgen}

if [ ! -e "$base/etc/debian_version" ]; then
    debootstrap --variant=minbase --include=make,git,python3,ca-certificates bookworm "$base" ${MIRROR:+"$MIRROR"}
    rm -rf "$base"/var/lib/apt/lists/* "$base"/var/cache/apt/archives/*.deb
fi

if [ -z "${AGAIN:-}" ]; then
    rm -rf --one-file-system "$trial"
    cp -a "$base" "$trial"
    for file in ${TRIAL_COPY:-}; do
        mkdir -p "$trial$(dirname "$file")"
        cp -aL "$file" "$trial$file"
    done
    [ -e "$trial/etc/resolv.conf" ] || cp -L /etc/resolv.conf "$trial/etc/resolv.conf"
    git -C "$here" bundle create -q "$trial/srv/docgen.bundle" HEAD
    [ "$user" = root ] || chroot "$trial" useradd --create-home --shell /bin/bash "$user"
    install -d "$trial$clone"
    chroot "$trial" chown "$user" /srv "$clone"
fi

cat > "$trial/srv/trial.sh" <<'TRIAL'
set -eu
clone=$1; shift
[ -e "$clone/.git" ] || git clone -q -c advice.detachedHead=false /srv/docgen.bundle "$clone"
cd "$clone"
for target in "$@"; do
    echo "== $target (as $(id -un), in $PWD)"
    if [ "$target" = sh ]; then bash -i; else
        started=$(date +%s)
        case $target in ./*) "$target" ;; *) make "$target" ;; esac </dev/null || { echo "== $target failed: $?"; exit 1; }
        echo "== $target: $(($(date +%s) - started)) s"
    fi
done
TRIAL

# A namespace of its own for mounts and processes: nothing is left behind when it ends.
# shellcheck disable=SC2016
status=0
unshare --mount --pid --fork ${OFFLINE:+--net} bash -c '
    set -e
    trial=$1 user=$2; shift 2
    mount -t proc proc "$trial/proc"
    mount -t tmpfs -o mode=755 tmpfs "$trial/dev"
    for node in null zero full random urandom tty; do touch "$trial/dev/$node"; mount --bind "/dev/$node" "$trial/dev/$node"; done
    mkdir "$trial/dev/shm"; mount -t tmpfs -o mode=1777 tmpfs "$trial/dev/shm"
    ln -s /proc/self/fd "$trial/dev/fd"
    home=/root; [ "$user" = root ] || home=/home/$user
    exec chroot --userspec="$user" "$trial" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        HOME="$home" LANG=C.UTF-8 CI=true '"${TRIAL_ENV:-}"' bash /srv/trial.sh "$@"
' trial "$trial" "$user" "$clone" "$@" || status=$?
[ -n "${KEEP:-}${AGAIN:-}" ] || rm -rf --one-file-system "$trial"
exit $status
