#!/bin/bash
# Runs a command as root on the system as it is, of which nothing is changed: in a mount namespace of its own, over a layer in memory.
# The command finds the folder $1 as /given. Ends with 3 where this kernel or container does not allow it.
set -u
given=$1
shift
here=$(mktemp -d) || exit 3
trap 'umount -R -l "$here" 2>/dev/null; rmdir "$here"' EXIT
mount --make-rprivate / && mount -t tmpfs tmpfs "$here" || exit 3
mkdir "$here/upper" "$here/work" "$here/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$here/upper,workdir=$here/work" "$here/root" || exit 3
for name in proc dev; do mount --rbind "/$name" "$here/root/$name" || exit 3; done
mkdir -p "$here/root/given"
mount --bind "$given" "$here/root/given" || exit 3
chroot "$here/root" "$@"
