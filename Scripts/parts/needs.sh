# What the scripts share: they install what a step needs, and say so. Sourced, not run.

# Stops unless a Swift of that version or a later one is on the path.
need_swift() {
    local wanted=6.3 found
    found=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9.]*\).*/\1/p' | head -n 1)
    if [ -z "$found" ] || [ "$(printf '%s\n' "$wanted" "$found" | sort -V | head -n 1)" != "$wanted" ]; then
        echo "Soframe needs Swift $wanted or later; ${found:-none} was found. Get it from https://www.swift.org/install/linux" >&2
        exit 1
    fi
}

# Installs those of the named Debian packages that are missing.
need_packages() {
    local missing=() package sudo=()
    for package in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "These Debian packages are missing: ${missing[*]}. Install them as root, then run this again." >&2
            exit 1
        fi
        sudo=(sudo)
    fi
    echo "Installing Debian packages: ${missing[*]}"
    "${sudo[@]}" apt-get update -qq
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends -y "${missing[@]}" >/dev/null
}

build_packages=(
    libavformat-dev libavcodec-dev libavfilter-dev libswscale-dev libtiff-dev libturbojpeg0-dev liblcms2-dev
    libzimg-dev zlib1g-dev libinotifytools0-dev libseccomp-dev libsqlite3-dev pkg-config
)
test_packages=(
    ffmpeg libheif-examples libjpeg-turbo-progs libjxl-tools libtiff-tools libimage-exiftool-perl rsync procps python3
    bindfs util-linux help2man systemd strace binutils
)
soak_packages=(
    openssh-client syncthing smbclient
)
# A machine with systemd would start these, for everybody to reach, at once and whenever it is switched on.
soak_servers=(
    openssh-server samba
)
