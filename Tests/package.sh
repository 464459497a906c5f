#!/usr/bin/env bash
# Installs the packages into a fresh Debian, uses them there, and removes them without a trace.
#
# usage: Tests/package.sh [FOLDER]
#
# FOLDER holds what .ci/package made. Without it the debug build is packaged first, which takes seconds. The fresh
# Debian comes from the mirror that apt uses here. Where there can be none (nobody but root may make it), the packages
# are only unpacked, and the last line says so.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=${1:-}
# The debug build is of no certain commit.
commit=unknown
if [ -n "$folder" ]; then commit=$(git rev-parse --short=12 HEAD); fi
set --
extra_packages="bash-completion binutils debootstrap dpkg-dev git groff-base man-db python3"
source Tests/setup.sh
export LC_ALL=C.UTF-8 MANWIDTH=80
work=$(mktemp -d)
root=$work/root
trap 'umount "$root/proc" 2>/dev/null || true; rm -rf --one-file-system "$work"' EXIT

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

if [ -z "$folder" ]; then
  folder=$work/packages
  .ci/package --debug "$folder"
  # Once more, as somebody else elsewhere: not a bit differs.
  (umask 077 && TZ=Pacific/Apia .ci/package --debug "$work/again" >/dev/null)
  diff -r "$folder" "$work/again" || fail "the packages cannot be made again bit for bit"
  rm -r "$work/again"
fi
folder=$(realpath "$folder")
deb=$(echo "$folder"/roster_*.deb)
archive=$(echo "$folder"/roster-*.tar.gz)
[ -f "$deb" ] && [ -f "$archive" ] || fail "$folder must hold one Debian package and one archive"
(cd "$folder" && sha256sum --check --quiet ./*.sha256) || fail "a SHA-256 does not match"
version=$(dpkg-deb --field "$deb" Version)

# What is in the package.
dpkg-deb --extract "$deb" "$work/deb"
dpkg-deb --contents "$deb" | awk '$2 != "root/root" || $1 !~ /^(drwxr-xr-x|-rwxr-xr-x|-rw-r--r--)$/' >"$work/odd"
[ ! -s "$work/odd" ] || fail "files with other owners or modes: $(cat "$work/odd")"
allowed='libc6|libcurl4|libgcc-s1|libsqlite3-0|libssl3|libstdc\+\+6|libyaml-0-2'
depends=$(dpkg-deb --field "$deb" Depends)
if tr ',' '\n' <<<"$depends" | sed 's/^ *//; s/ .*//' | grep -vxE "$allowed"; then
  fail "the package depends on more than roster is meant to need: $depends"
fi
roster=$work/deb/usr/bin/roster
readelf -SW "$roster" | grep -E '\.(symtab|debug_info)' && fail "the program is not stripped"
readelf -dW "$roster" | grep -E 'R(UN)?PATH' && fail "the program looks for libraries in places of its own"
grep -q 'has not chosen a licence' "$work/deb/usr/share/doc/roster/copyright" || fail "the copyright file is wrong"
for page in "$work"/deb/usr/share/man/man1/*.gz; do
  gzip -dc "$page" >"$work/page.1"
  warnings=$({ groff -ww -man -K utf8 -z "$work/page.1" && man --warnings --local-file "$page"; } 2>&1 >/dev/null)
  [ -z "$warnings" ] || fail "$page: $warnings"
  lexgrog "$work/page.1" >/dev/null || fail "whatis cannot read $page"
done
for file in bash:bash-completion/completions/roster zsh:zsh/vendor-completions/_roster \
  fish:fish/vendor_completions.d/roster.fish; do
  shell=${file%%:*}
  if command -v "$shell" >/dev/null; then
    "$shell" -n "$work/deb/usr/share/${file#*:}" || fail "$shell does not read its completions"
  fi
done

# What people do with it, below any prefix.
cat >"$work/use" <<'END'
set -euo pipefail
prefix=$1 version=$2 commit=$3
export PATH="$prefix/bin:$PATH" MANPATH="$prefix/share/man" XDG_DATA_DIRS="$prefix/share:/usr/share"
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT

has() { # TEXT FILE
  if ! grep -qF -- "$1" "$2"; then
    printf 'FAILED: expected "%s" in:\n' "$1"
    cat "$2"
    exit 1
  fi
}

roster --version >version
has "roster $version" version
has "commit $commit" version

cp "$prefix"/share/doc/roster/examples/{roster,sandbox}.yaml .
roster plan --sandbox >plan
has "Plan: 25 to create" plan
status=0
roster apply --sandbox --seed sandbox.yaml --auto-approve >apply 2>progress || status=$?
[ "$status" -eq 3 ]
has "Apply complete: 25 created" apply
roster plan --sandbox >plan
has "0 to create, 1 to update" plan

# As bash does when somebody types `roster va` and the tabulator.
bash --norc --noprofile -c '
  source /usr/share/bash-completion/bash_completion
  _completion_loader roster || [ $? -eq 124 ]
  function compopt() { :; }
  COMP_WORDS=(roster va) COMP_CWORD=1 COMP_LINE="roster va" COMP_POINT=9 COMP_TYPE=9 COMP_KEY=9
  set -- $(complete -p roster)
  while [ "$1" != -F ]; do shift; done
  "$2" roster va roster
  printf "%s\n" "${COMPREPLY[@]}"' >offers
has validate offers

man -P cat roster >page 2>&1
has "contacts as code" page
has "roster-plan(1)" page
man -P cat roster plan >page 2>&1
has "--detailed-exitcode" page
END
current=$(sed -n 's/.*static let current = "\(.*\)".*/\1/p' Sources/roster/Version.swift)
[[ $version = "$current" || $version = "$current~"* ]] || fail "the package has version $version, the program $current"

mkdir "$work/prefix"
tar -C "$work/prefix" --strip-components=1 -xzf "$archive"
(cd "$work/prefix" && find . -type f -exec sha256sum {} + | sed 's#zsh/site-functions#zsh/vendor-completions#' | sort) \
  >"$work/archive.list"
(cd "$work/deb/usr" && find . -type f -exec sha256sum {} + | sort) >"$work/deb.list"
diff "$work/archive.list" "$work/deb.list" || fail "the archive and the package differ"
bash "$work/use" "$work/prefix" "$current" "$commit"

# A fresh Debian of this release, from the mirror of this machine.
suite=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
mirror=$(apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Identifier: Packages' 'Component: main' |
  awk -v suite="$suite" '$1 == suite { print $2; exit }')
reason=
if [ "$(id -u)" -ne 0 ]; then
  reason="only root can make a fresh Debian"
elif [ -z "$mirror" ]; then
  reason="apt has no mirror of $suite here"
else
  eval "$(apt-config shell http_proxy Acquire::http::Proxy https_proxy Acquire::https::Proxy)"
  export http_proxy https_proxy
  mkdir "$root"
  if ! debootstrap --variant=minbase "$suite" "$root" "$mirror" >"$work/log" 2>&1; then
    tail -5 "$work/log"
    reason="debootstrap failed"
  elif ! mount -t proc proc "$root/proc"; then
    reason="nothing can be mounted here"
  fi
fi
if [ -n "$reason" ]; then
  bash "$work/use" "$work/deb/usr" "$current" "$commit"
  echo "The packages $version work where they are unpacked. They were not installed: $reason."
  exit 0
fi
cp -a /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/"
cp /etc/resolv.conf /etc/hosts "$root/etc/"
mkdir "$root/srv/packages"
cp "$folder"/roster* "$root/srv/packages/"
cp "$work/use" "$root/srv/"

inside() {
  chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 MANWIDTH=80 \
    DEBIAN_FRONTEND=noninteractive http_proxy="${http_proxy:-}" https_proxy="${https_proxy:-}" "$@"
}

installed() { # APT-GET'S WORDS...
  inside apt-get -qq -y "$@" >"$work/log" 2>&1 || fail "apt-get $*: $(tail -20 "$work/log")"
}

# What apt and dpkg keep for themselves is not the package's.
listed() {
  find "$root" -xdev \( -path "$root/var/cache/*" -o -path "$root/var/lib/apt/*" -o -path "$root/var/log/*" \) \
    -prune -o -printf '%P\n' | sort
}

installed update
installed install --no-install-recommends bash-completion man-db
listed >"$work/before"
# Without what it recommends: apt recommends certificates too, and would keep them.
installed install --no-install-recommends "/srv/packages/${deb##*/}"
inside dpkg --verify roster || fail "dpkg does not find the files as they were packaged"
inside bash /srv/use /usr "$current" "$commit" || fail "the installed program does not work"
inside whatis roster-plan >"$work/whatis" && grep -q 'show what' "$work/whatis" || fail "whatis knows no roster-plan"
installed purge --autoremove roster
listed >"$work/after"
diff "$work/before" "$work/after" || fail "the package leaves something behind"

# As a job of the example workflows installs it: from a place of releases, and nothing that was altered on the way.
release=$root/srv/releases/v$version
mkdir -p "$release"
cp "$folder"/*.deb* "$release/"
cp examples/ci/install.sh "$root/srv/"
variables=(ROSTER_RELEASES=file:///srv/releases "ROSTER_VERSION=$version" GIT_CONFIG_NOSYSTEM=1)
if inside "${variables[@]}" "ROSTER_SHA256=$(printf '%064d' 0)" bash /srv/install.sh >"$work/log" 2>&1; then
  fail "a package with another SHA-256 was installed"
fi
grep -q 'did NOT match' "$work/log" && ! inside test -e /usr/bin/roster || fail "$(cat "$work/log")"
inside "${variables[@]}" bash /srv/install.sh >"$work/log" 2>&1 || fail "install.sh: $(cat "$work/log")"
grep -q "^roster $current" "$work/log" || fail "install.sh: $(cat "$work/log")"
echo "The packages $version install, work and are removed without a trace."
