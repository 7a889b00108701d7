# What Scripts/install and Scripts/uninstall share. Sourced, not run.

prefix=${PREFIX:-/usr/local}
destination=${DESTDIR:-}
units=${UNITDIR:-$prefix/lib/systemd/system}
# What was put in place, a line each: “file” or “folder”, and where it is once it is not below DESTDIR any more.
manifest=$prefix/share/soframe/installed

for place in "$prefix" "$units"; do
    if [[ ! $place =~ ^/[A-Za-z0-9/._+-]*$ || $place == *..* ]]; then
        echo "PREFIX and UNITDIR must be absolute paths of letters, digits and . _ + -; “$place” is not." >&2
        exit 2
    fi
done
case $destination in
"" | /*) ;;
*) echo "DESTDIR must be an absolute path; “$destination” is not." >&2 && exit 2 ;;
esac

# Whether this is about the machine that runs, and not about a folder that becomes a package or another machine's.
is_live() { [ -z "$destination" ] && [ "$(id -u)" -eq 0 ]; }
has_systemd() { is_live && [ -d /run/systemd/system ]; }
