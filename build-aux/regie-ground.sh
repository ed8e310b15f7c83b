# regie-ground.sh: where Regie is built and run: on the host, or in a private Debian 13 root.
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers
#
# Sourced by regie-dev. Uses `project` (absolute path), `cache` and `sets` (words); the functions to
# call are ground_prepare and ground_enter. A host that is new enough gets the missing packages from
# its own package manager. Elsewhere the same packages go into a root in the user's cache, entered
# with bubblewrap; the root is read-only from inside and keyed by its package list.
# shellcheck shell=bash

ground_suite=trixie
# Raise when the way a root is made changes: roots made another way are not used any more.
ground_recipe=1
ground_locales='de_DE en_GB en_US'

say() { printf 'regie-dev: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# ground_entries COLUMN: the entries of the wanted sets, one a line. Column 2 Debian, 3 Fedora.
ground_entries() {
  awk -F'|' -v column="$1" -v sets=" $sets " '
    /^[[:space:]]*(#|$)/ { next }
    { for (i = 1; i <= NF; i++) gsub (/[[:space:]]/, "", $i) }
    index (sets, " " $1 " ") && $column != "-" { print $column }
  ' "$project/build-aux/packages" | LC_ALL=C sort -u
}

# ground_packages COLUMN: of them, those that are installed.
ground_packages() { ground_entries "$1" | sed '/^files:/d'; }

# Debian packages of which only the files are taken.
ground_file_packages() { ground_entries 2 | sed -n 's/^files://p'; }

ground_known_sets() {
  awk -F'|' '/^[[:space:]]*(#|$)/ { next } { gsub (/ /, "", $1); print $1 }' \
    "$project/build-aux/packages" | uniq | tr '\n' ' '
}

# Runs a command with the rights of root, or fails when there is no way to get them.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif ! command -v sudo >/dev/null; then
    return 1
  elif [ -t 0 ]; then
    sudo "$@"
  else
    sudo -n "$@" 2>/dev/null
  fi
}

# ---- the host ---------------------------------------------------------------------------------

# Prints the host's package manager (apt or dnf) when what it has is new enough, else nothing.
ground_host_manager() {
  local ID='' ID_LIKE='' VERSION_ID='' VERSION_CODENAME=''
  # shellcheck disable=SC1091
  [ -r /etc/os-release ] && . /etc/os-release
  case $ID in
    debian) [ -z "$VERSION_ID" ] || [ "${VERSION_ID%%.*}" -ge 13 ] && echo apt ;;
    ubuntu) [ "${VERSION_ID%%.*}${VERSION_ID##*.}" -ge 2504 ] && echo apt ;;
    fedora) [ "${VERSION_ID%%.*}" -ge 42 ] && echo dnf ;;
  esac
  return 0
}

# Whether the libraries and tools of the baseline are there already, whoever installed them.
ground_host_has_baseline() {
  command -v meson ninja blueprint-compiler msgfmt glib-compile-schemas >/dev/null 2>&1 &&
    pkg-config --exists 'gtk4 >= 4.18' 'libadwaita-1 >= 1.7' 'gstreamer-1.0 >= 1.26' \
      'libsoup-3.0 >= 3.6' 'json-glib-1.0 >= 1.10' sqlite3 libsecret-1 libarchive \
      gstreamer-rtsp-server-1.0 2>/dev/null
}

# ground_missing MANAGER: the packages the host lacks.
ground_missing() {
  case $1 in
    apt)
      LC_ALL=C comm -23 <(ground_packages 2) <(
        dpkg-query -W -f '${db:Status-Status} ${Package}\n' | awk '$1 == "installed" { print $2 }' |
          LC_ALL=C sort -u
      )
      ;;
    dnf) ground_packages 3 | while read -r name; do rpm -q "$name" >/dev/null || echo "$name"; done ;;
  esac
}

# Downloads a package into this directory; a machine that never listed the packages does so first.
ground_fetch() {
  apt-get download -q "$1" >&2 || { as_root apt-get update -q >&2 && apt-get download -q "$1" >&2; }
}

# Takes the files of the packages of which nothing else is wanted into the cache, which needs no
# rights, and has pkg-config look there. What cannot be had is left out of the build, which says so.
ground_take_files() {
  local name place path
  for name in $(ground_file_packages); do
    dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed && continue
    place=$cache/files/$name
    if [ ! -d "$place" ]; then
      rm -rf "$place.part"
      mkdir -p "$place.part"
      if ! (cd "$place.part" && ground_fetch "$name" && dpkg -x ./*.deb . && rm ./*.deb); then
        say "could not fetch $name; building without what needs it"
        rm -rf "$place.part"
        continue
      fi
      # They name the place they were made for; the libraries themselves are installed there.
      sed -i "s|^prefix=/usr$|prefix=$place/usr|" "$place.part"/usr/lib/*/pkgconfig/*.pc
      for path in "$place.part"/usr/lib/*/lib*.so; do
        ln -sf "/${path#"$place.part/"}.0" "$path"
      done
      mv -T "$place.part" "$place"
    fi
    for path in "$place"/usr/lib/*/pkgconfig; do
      export PKG_CONFIG_PATH="$path${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}"
    done
  done
}

# Makes the host ready, or fails when it cannot be (too old, or no rights).
ground_use_host() {
  local manager
  manager=$(ground_host_manager)
  if [ -z "$manager" ]; then
    ground_host_has_baseline
    return
  fi
  ground_install_missing "$manager" || return
  if [ "$manager" = apt ]; then ground_take_files; fi
}

ground_install_missing() {
  local manager=$1 missing
  missing=$(ground_missing "$manager")
  [ -n "$missing" ] || return 0
  say "installing with $manager: $(echo "$missing" | tr '\n' ' ')"
  # shellcheck disable=SC2086
  case $manager in
    apt)
      as_root apt-get update -q >&2 &&
        as_root env DEBIAN_FRONTEND=noninteractive \
          apt-get install -q -y --no-install-recommends $missing >&2
      ;;
    dnf) as_root dnf install -y --setopt=install_weak_deps=False $missing >&2 ;;
  esac && return 0
  if ground_host_has_baseline && [ "$sets" = 'build run test' ]; then
    say 'could not install them; building with what is there, tests that need them will be skipped'
    return 0
  fi
  say 'could not install them here'
  return 1
}

# ---- the root ---------------------------------------------------------------------------------

# The list a root is made from and known by.
ground_list() {
  echo "recipe $ground_recipe $ground_suite $ground_locales"
  ground_entries 2
}

# Prints a root that holds everything wanted, or nothing.
ground_find_root() {
  local root
  for root in "$cache"/root-*; do
    [ -f "$root/etc/regie-packages" ] || continue
    if [ -z "$(LC_ALL=C comm -23 <(ground_list | LC_ALL=C sort) \
      <(LC_ALL=C sort "$root/etc/regie-packages"))" ]; then
      echo "$root"
      return
    fi
  done
}

# The mirror of the host's own package configuration, which has all of Debian's suites; nothing when
# the host is no Debian. REGIE_MIRROR overrides.
ground_mirror() {
  if [ -n "${REGIE_MIRROR:-}" ]; then
    echo "$REGIE_MIRROR"
    return
  fi
  local ID='' VERSION_CODENAME=''
  # shellcheck disable=SC1091
  [ -r /etc/os-release ] && . /etc/os-release
  [ "$ID" = debian ] && command -v apt-get >/dev/null || return 0
  # ORIGIN is empty as long as nobody ran `apt-get update`; RELEASE is the suite as configured.
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(ORIGIN)|$(RELEASE)|$(CODENAME)|$(REPO_URI)' \
    'Created-By: Packages' 2>/dev/null |
    awk -F'|' -v code="$VERSION_CODENAME" '
      ($1 == "Debian" || $1 !~ /./) && $4 !~ /-security/ &&
      ($2 == code || $3 == code || $2 == "stable" || $2 == "oldstable") { print $4; exit }'
}

ground_keyring() {
  local file
  for file in /usr/share/keyrings/debian-archive-keyring.{pgp,gpg} \
    /etc/apt/trusted.gpg.d/debian-archive-trixie-stable.{asc,gpg}; do
    [ -r "$file" ] && echo "$file" && return
  done
  return 0
}

# Free space in a directory, in MB.
free_space() { df -Pm "$1" | awk 'NR == 2 { print $4 }'; }

ground_check_rights() {
  bwrap --ro-bind / / true 2>/dev/null || die "this machine does not let bubblewrap make namespaces.
  In a container: give it the right to (e.g. --privileged), or use an image of Debian 13, where
  everything is installed natively. On a desktop: ask for user namespaces
  (sysctl kernel.unprivileged_userns_clone=1, kernel.apparmor_restrict_unprivileged_userns=0)."
  [ "$(id -u)" = 0 ] || grep -qsE "^($(id -un)|$(id -u)):" /etc/subuid ||
    die "your account has no subordinate ids, which making a root needs. Once, as root:
  usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $(id -un)"
}

ground_install_tools() {
  local missing=() tool
  for tool in mmdebstrap bwrap; do command -v $tool >/dev/null || missing+=("$tool"); done
  [ "$(id -u)" = 0 ] || command -v newuidmap >/dev/null || missing+=(uidmap)
  [ -n "$(ground_keyring)" ] || missing+=(debian-archive-keyring)
  [ ${#missing[@]} -gt 0 ] || return 0
  missing=("${missing[@]/#bwrap/bubblewrap}")
  say "installing ${missing[*]} (they make and enter the private root)"
  if command -v apt-get >/dev/null; then
    as_root apt-get update -q >&2 &&
      as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-install-recommends "${missing[@]}" >&2
  elif command -v dnf >/dev/null; then
    as_root dnf install -y "${missing[@]/#uidmap/shadow-utils}" >&2
  else
    false
  fi || die "please install ${missing[*]} and call again; there was no way to do it from here."
}

# The host's apt options for reaching the mirror (proxies, certificates), as apt.conf text.
ground_transport() {
  command -v apt-config >/dev/null || return 0
  apt-config dump Acquire |
    grep -E '^Acquire::(https?::(Proxy|CaInfo|SslCert|SslKey|Timeout)|http::Proxy|Retries)' |
    grep -v ' "";$' || :
}

# Downloads the packages into the cache first: that can be interrupted and goes on where it was.
ground_download() {
  local source=$1 apt=$cache/packages
  mkdir -p "$apt"/{lists/partial,archives/partial,none}
  : >"$apt/status"
  echo "$source" >"$apt/sources.list"
  {
    ground_transport
    cat <<CONF
Dir::State "$apt"; Dir::State::status "$apt/status"; Dir::State::lists "$apt/lists";
Dir::Cache "$apt"; Dir::Cache::archives "$apt/archives";
Dir::Etc::sourcelist "$apt/sources.list"; Dir::Etc::sourceparts "$apt/none"; Dir::Etc::parts "$apt/none";
Dir::Etc::preferences "$apt/none/none"; Dir::Etc::preferencesparts "$apt/none"; Dir::Etc::main "$apt/none/none";
APT::Architecture "$(dpkg --print-architecture)"; APT::Architectures { "$(dpkg --print-architecture)"; };
APT::Install-Recommends "false"; APT::Get::List-Cleanup "true"; APT::Sandbox::User "";
Acquire::Languages "none"; Acquire::Retries "3"; APT::Update::Error-Mode "any"; Debug::NoLocking "1";
CONF
  } >"$apt/apt.conf"
  say "fetching the package lists of Debian $ground_suite"
  APT_CONFIG=$apt/apt.conf apt-get update -q >&2 ||
    die "cannot reach Debian $ground_suite on the mirror of this machine's package configuration.
  Is the network there? Another mirror can be given in REGIE_MIRROR. What has been downloaded is kept."
  # shellcheck disable=SC2046
  APT_CONFIG=$apt/apt.conf apt-get install -q -y --download-only '?essential' apt \
    $(ground_packages 2) >&2 ||
    die 'the download stopped (see above). What has been downloaded is kept: call again to go on.'
}

# Makes the root $1: beside its place, renamed at the end, so that there never is half a root.
ground_make_root() {
  local root=$1 part="$1.part.$$" source options started
  started=$(date +%s)
  ground_install_tools
  ground_check_rights
  [ "$(free_space "$cache")" -ge 3500 ] || die "a root needs 3.5 GB in $cache, there are \
$(free_space "$cache") MB. Make room, or set XDG_CACHE_HOME to a place that has it."

  local mirror
  mirror=$(ground_mirror)
  options=(
    --variant=apt --aptopt='APT::Install-Recommends "false"' --dpkgopt=force-unsafe-io
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*'
    --dpkgopt='path-exclude=/usr/share/info/*' --dpkgopt='path-exclude=/usr/share/locale/*/*'
    --dpkgopt='path-include=/usr/share/locale/de/*' --dpkgopt='path-include=/usr/share/locale/en*/*'
    --include="$(ground_packages 2 | paste -sd,)"
    --customize-hook='printf "%s\n" "$REGIE_LIST" >"$1/etc/regie-packages"'
    --customize-hook='for l in $REGIE_LOCALES; do chroot "$1" localedef -i $l -f UTF-8 $l.UTF-8; done'
    --customize-hook='cd "$1/tmp" && for p in $REGIE_FILES; do
      APT_CONFIG=$MMDEBSTRAP_APT_CONFIG apt-get download -q -o APT::Sandbox::User=root "$p" &&
      dpkg -x "$p"_*.deb "$1" && rm "$p"_*.deb || exit 1; done'
    # The host's own files are bound over these.
    --customize-hook='cd "$1/etc" && rm -f localtime machine-id resolv.conf hosts passwd.host &&
      touch localtime machine-id resolv.conf hosts'
  )
  while IFS= read -r option; do
    [ -z "$option" ] || options+=("--aptopt=${option%;}")
  done < <(ground_transport)
  source=("$ground_suite" "$part")
  if [ -n "$mirror" ] && command -v apt-get >/dev/null; then
    local deb="deb [signed-by=$(ground_keyring)] $mirror $ground_suite main"
    ground_download "$deb"
    source+=("$deb")
    options+=(
      --skip=download/empty,essential/unlink
      --setup-hook='mkdir -p "$1/var/cache/apt/archives"'
      --setup-hook="sync-in \"$cache/packages/archives\" /var/cache/apt/archives"
    )
  elif [ -n "$mirror" ]; then
    source+=("deb [signed-by=$(ground_keyring)] $mirror $ground_suite main")
  fi

  say "making a private Debian root in $root (once; some minutes, 2 GB)"
  export REGIE_LIST REGIE_FILES REGIE_LOCALES=$ground_locales
  REGIE_LIST=$(ground_list)
  REGIE_FILES=$(ground_file_packages)
  # In a process group of its own, so that an interrupt ends all of it.
  set -m
  if [ "$(id -u)" = 0 ]; then
    mmdebstrap "${options[@]}" "${source[@]}" >&2 &
  else
    mkdir -p "$part"
    source[1]=-
    # It is put together in a temporary directory first, which may be small.
    if [ "$(free_space "${TMPDIR:-/tmp}")" -lt 3000 ]; then export TMPDIR=/var/tmp; fi
    [ "$(free_space "${TMPDIR:-/tmp}")" -ge 3000 ] ||
      die 'a root needs 3 GB in /tmp or /var/tmp while it is made. Make room there.'
    (
      set -o pipefail
      mmdebstrap --mode=unshare "${options[@]}" "${source[@]}" |
        tar --no-same-owner --exclude='./dev/*' -xf - -C "$part"
    ) >&2 &
  fi
  ground_maker=$!
  set +m
  wait "$ground_maker" || die 'making the root failed (see above). Nothing half-made is left; call again to retry.'
  mv -T "$part" "$root"
  say "root ready after $(($(date +%s) - started)) s"
}

# Removes what an interrupted or killed run left: parts whose process is gone.
ground_sweep() {
  local part
  for part in "$cache"/root-*.part.*; do
    [ -e "$part" ] || continue
    kill -0 "${part##*.}" 2>/dev/null || rm -rf --one-file-system "$part"
  done
}

ground_interrupted() {
  trap '' INT TERM HUP
  if [ -n "$ground_maker" ]; then
    kill -TERM -- "-$ground_maker" 2>/dev/null || :
    wait "$ground_maker" 2>/dev/null || :
  fi
  say 'interrupted; no half-made root is left, what was downloaded is kept'
  exit 130
}

ground_use_root() {
  mkdir -p "$cache" || die "cannot write to $cache"
  root=$(ground_find_root)
  if [ -n "$root" ]; then
    # The cache may come from another machine, which had what it takes to enter.
    command -v bwrap >/dev/null || ground_install_tools
    return 0
  fi
  # One at a time; whoever waited finds the root made.
  exec 9>"$cache/lock"
  flock -n 9 || { say 'another regie-dev is preparing a root, waiting for it'; flock 9; }
  root=$(ground_find_root)
  if [ -z "$root" ]; then
    ground_sweep
    root=$cache/root-$(ground_list | sha256sum | cut -c1-16)
    rm -rf --one-file-system "$root"
    ground_maker=
    trap ground_interrupted INT TERM HUP
    trap 'rm -rf --one-file-system "$root.part.$$"' EXIT
    ground_make_root "$root" 9>&-
    trap - EXIT INT TERM HUP
  fi
  exec 9>&-
}

# ground_prepare: decides, makes it ready, and sets `ground` to native or root.
ground_prepare() {
  ground=${REGIE_GROUND:-}
  case $ground in
    native) ground_use_host || die 'REGIE_GROUND=native, but this host does not have what it takes.' ;;
    root) ground_use_root ;;
    '') if ground_use_host; then ground=native; else ground=root && ground_use_root; fi ;;
    *) die 'REGIE_GROUND is native or root, or not set' ;;
  esac
}

# ---- inside -----------------------------------------------------------------------------------

# Whether one of the host's directories that are needed inside lies below $1.
holds_bound_path() {
  local path
  for path in "${bound[@]}"; do
    case $path/ in "$1"/*) return 0 ;; esac
  done
  return 1
}

# Adds the root's directory $1 entry by entry. A directory that has to hold a mount point (the
# project may lie anywhere, also in /var or /usr) is opened up instead of being bound whole.
expose() {
  local entry path
  for entry in "$root$1"/* "$root$1"/.[!.]*; do
    path=$1/${entry##*/}
    case $path in /dev | /proc | /sys | /tmp | /run | /home | /root | /media | /mnt) continue ;; esac
    if [ -L "$entry" ]; then
      args+=(--symlink "$(readlink "$entry")" "$path")
    elif [ -d "$entry" ] && holds_bound_path "$path"; then
      args+=(--dir "$path")
      expose "$path"
    elif [ -e "$entry" ]; then
      args+=(--ro-bind "$entry" "$path")
    fi
  done
}

# The session of the person at this machine: display, sound, graphics, cameras, bus.
expose_session() {
  local runtime=${XDG_RUNTIME_DIR:-/run/user/$(id -u)} name device
  args+=(--dir "$runtime" --chmod 0700 "$runtime" --setenv XDG_RUNTIME_DIR "$runtime")
  for name in "${WAYLAND_DISPLAY:-wayland-0}" bus at-spi dconf pipewire-0 pulse; do
    [ ! -e "$runtime/$name" ] || args+=(--bind "$runtime/$name" "$runtime/$name")
  done
  # Bound only when there is a display: a bound directory keeps a virtual one from its socket.
  if [ -n "${DISPLAY:-}" ] && [ -d /tmp/.X11-unix ]; then
    args+=(--ro-bind /tmp/.X11-unix /tmp/.X11-unix)
    [ ! -r "${XAUTHORITY:-$HOME/.Xauthority}" ] ||
      args+=(--ro-bind "${XAUTHORITY:-$HOME/.Xauthority}" /run/xauthority
        --setenv XAUTHORITY /run/xauthority)
  else
    args+=(--unshare-ipc)
  fi
  for device in /dev/dri /dev/snd /dev/nvidia* /dev/video*; do
    [ ! -e "$device" ] || args+=(--dev-bind "$device" "$device")
  done
  args+=(--ro-bind-try /run/dbus/system_bus_socket /run/dbus/system_bus_socket --ro-bind /sys /sys)
}

# Who and where this machine is.
expose_identity() {
  local file
  for file in machine-id resolv.conf hosts localtime; do
    [ ! -r "/etc/$file" ] || args+=(--ro-bind "/etc/$file" "/etc/$file")
  done
  # Accounts of a directory service too: the message bus refuses an unknown user.
  args+=(--ro-bind-data 10 /etc/passwd --ro-bind-data 11 /etc/group)
}

# ground_enter COMMAND…: runs it where ground_prepare decided, in the current directory. When it has
# ended, everything that it started has ended too.
ground_enter() {
  if [ "$ground" = native ]; then
    if bwrap --dev-bind / / --unshare-pid --proc /proc true 2>/dev/null; then
      bwrap --dev-bind / / --unshare-pid --proc /proc --die-with-parent "$@"
    else
      "$@"
    fi
    return
  fi

  local args=() bound=() directory git
  bound=("$project" "$cache/ccache")
  for directory in "${XDG_CONFIG_HOME:-$HOME/.config}" "${XDG_DATA_HOME:-$HOME/.local/share}" \
    "${XDG_STATE_HOME:-$HOME/.local/state}"; do
    bound+=("$directory/regie")
  done
  mkdir -p "${bound[@]}"
  # A work tree's objects may lie elsewhere.
  git=$(git -C "$project" rev-parse --path-format=absolute --git-common-dir 2>/dev/null || :)
  case $git/ in / | "$project"/*) ;; *) bound+=("$git") ;; esac

  args=(--tmpfs /)
  shopt -s nullglob
  expose ''
  shopt -u nullglob
  args+=(--dev /dev --proc /proc --tmpfs /tmp --tmpfs /run --dir "$HOME")
  expose_session
  expose_identity
  for directory in "${bound[@]}"; do args+=(--bind "$directory" "$directory"); done
  for directory in PYTHONPATH PYTHONHOME VIRTUAL_ENV LD_LIBRARY_PATH LD_PRELOAD PKG_CONFIG_PATH \
    GI_TYPELIB_PATH GST_PLUGIN_PATH GST_PLUGIN_SYSTEM_PATH GTK_PATH GTK_MODULES GIO_EXTRA_MODULES \
    LIBRARY_PATH CPATH C_INCLUDE_PATH XDG_DATA_DIRS XDG_CONFIG_DIRS CC CFLAGS LDFLAGS TMPDIR; do
    args+=(--unsetenv "$directory")
  done
  case ${LC_ALL:-${LANG:-}} in
    de_DE.[uU]* | en_GB.[uU]* | en_US.[uU]* | C.[uU]*) ;;
    *) args+=(--unsetenv LC_ALL --setenv LANG C.UTF-8) ;;
  esac
  # Only the project is there of what lies outside of the root.
  case $PWD/ in "$project"/*) directory=$PWD ;; *) directory=$project ;; esac
  bwrap --unshare-pid --die-with-parent "${args[@]}" \
    --setenv PATH /usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin \
    --setenv CCACHE_DIR "$cache/ccache" --chdir "$directory" "$@" \
    10< <({ cat /etc/passwd; getent passwd "$(id -u)"; } | sort -t: -u -k1,1) \
    11< <({ cat /etc/group; getent group "$(id -g)"; } | sort -t: -u -k1,1)
}
