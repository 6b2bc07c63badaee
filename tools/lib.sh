# lib.sh: what run.sh and test.sh share: installing packages, configuring and building. To be sourced by a POSIX shell
# with $top set to the project's folder. Everything it says goes to standard error, so that standard output stays the
# converter's own.

say() {
    printf '%s\n' "$*" >&2
}

fail() {
    say "$0: $*"
    exit 1
}

# packages KIND...: the names listed for these kinds in tools/packages
packages() {
    for kind in "$@"; do
        sed -n "s/^$kind: *\([a-z0-9.+-]*\).*/\1/p" "$top/tools/packages"
    done
}

# missing PACKAGE...: those of them that are not installed
missing() {
    for package in "$@"; do
        case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) in
        installed) ;;
        *) printf '%s ' "$package" ;;
        esac
    done
}

# as_root COMMAND...: runs it as root, through sudo where we are not
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# install_packages KIND...: installs what is missing, saying what; touches neither apt nor the network when nothing is
install_packages() {
    if ! command -v dpkg-query >/dev/null 2>&1; then
        say "This is no Debian system, so nothing is installed; the build needs the counterparts of:" $(packages "$@")
        return
    fi
    wanted=$(missing $(packages "$@"))
    [ -n "$wanted" ] || return 0
    say "Installing Debian packages: $wanted"
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null 2>&1; then
        fail "these packages have to be installed by root, and there is no sudo here: apt-get install $wanted"
    fi
    apt_install || fail "these Debian packages could not be installed: $wanted
Is there a network, and does /etc/apt/sources.list name a Debian 12 mirror? What apt-get said stands above."
}

# apt_install: installs $wanted; asks the mirror for its lists only if that fails with the lists at hand
apt_install() {
    apt_get install || { say "Fetching the lists of packages" && apt_get update && apt_get install; }
}

apt_get() {
    case $1 in
    update) as_root apt-get update -q >&2 </dev/null ;;
    install) as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-install-recommends $wanted >&2 </dev/null ;;
    esac
}

# build PRESET [CMAKE-ARGUMENT...]: configures and builds; a build folder of another place is begun anew
build() {
    preset=$1
    shift
    cache=$top/build/$preset/CMakeCache.txt
    fresh=
    if [ -f "$cache" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$top" "$cache"; then
        fresh=--fresh
    fi
    mkdir -p "$top/build/$preset" 2>/dev/null && [ -w "$top/build/$preset" ] ||
        fail "$top/build/$preset cannot be written; was it made by another user? Remove it and try again"
    # A folder that others can write to is no place for plugins: the command would refuse them.
    (umask 022 && cd "$top" && cmake --preset "$preset" $fresh "$@" >"build/$preset/configure.log" 2>&1) || {
        cat "$top/build/$preset/configure.log" >&2
        fail "the build could not be configured ($preset); the reason stands above"
    }
    (umask 022 && cd "$top" && cmake --build --preset "$preset" --parallel "$(nproc)" >"build/$preset/build.log" 2>&1) || {
        tail -n 60 "$top/build/$preset/build.log" >&2
        fail "the build failed ($preset); the whole log is build/$preset/build.log"
    }
}
