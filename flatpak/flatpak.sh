# SPDX-License-Identifier: GPL-3.0-or-later
#
# Read by ./run: builds the Flatpak offline from the unmodified manifest, installs it, and starts the sandboxed app.
#
# The runtime is a stand-in: two Debian 13 roots exported under the real runtime's names. What the real runtime
# lacks is absent from them, so that a module forgotten in the manifest is noticed.

manifest=flatpak/io.github.duologue.Duologue.json
sources=$cache/flatpak/sources
short_of=

platform_packages="
bash coreutils libc-bin libgtk-4-1 libadwaita-1-0 libsoup-3.0-0 glib-networking libjson-glib-1.0-0 libsecret-1-0
libsqlite3-0 libgstreamer1.0-0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad
gstreamer1.0-nice gstreamer1.0-gl gstreamer1.0-pipewire gstreamer1.0-pulseaudio libnice10 libglib2.0-bin dbus-bin
adwaita-icon-theme librsvg2-common fonts-cantarell fonts-inter fonts-noto-core fontconfig shared-mime-info
gsettings-desktop-schemas libgl1-mesa-dri libegl-mesa0 libglx-mesa0 libgles2 ca-certificates tzdata iso-codes
"
sdk_packages="
gcc g++ libc6-dev pkgconf meson ninja-build make cmake autoconf automake libtool gettext git patch xz-utils bzip2
libgtk-4-dev libadwaita-1-dev libsoup-3.0-dev glib-networking libjson-glib-dev libsecret-1-dev libsqlite3-dev
zlib1g-dev libgstreamer1.0-dev libgstreamer-plugins-base1.0-dev libgstreamer-plugins-bad1.0-dev libnice-dev
desktop-file-utils appstream appstream-util libglib2.0-bin libgtk-4-bin python3 tzdata
adwaita-icon-theme librsvg2-common
"
# What the runtime named in the manifest does not have either.
absent="libsodium libmicrohttpd libwslay libportal libical"

flatpak_tools() {
  local words=(flatpak:flatpak flatpak-builder:flatpak-builder ostree:ostree eu-strip:elfutils Xvfb:xvfb
    dbus-run-session:dbus-daemon)
  [ -e /usr/lib/girepository-1.0/Atspi-2.0.typelib ] || [ -e "/usr/lib/$(uname -m)-linux-gnu/girepository-1.0/Atspi-2.0.typelib" ] ||
    words+=(no-such-command:gir1.2-atspi-2.0 no-such-command:at-spi2-core no-such-command:python3-gi)
  install_tools "${words[@]}"
}

# A root becomes a runtime: its /usr, its /etc inside, and the metadata that names it.
export_runtime() { # ROOT NAME
  local root=$1 name=$2 stage=$cache/flatpak/stage-$2 repo=$cache/flatpak/repo library
  [ -f "$stage.done" ] && [ "$(cat "$stage.done")" = "$root" ] && return
  say "exporting ${name}"
  rm -rf "$stage" "$stage.done"
  mkdir -p "$stage/files" "$stage/export" "$stage/var/tmp" "$stage/var/lib"
  cp -al "$root/usr" "$stage/usr"
  cp -a "$root/etc" "$stage/usr/etc"
  rm -rf "$stage/usr/share/doc" "$stage/usr/share/man" "$stage"/usr/etc/{shadow,gshadow}*
  for library in $absent; do
    find "$stage/usr" \( -name "$library*.so*" -o -name "$library*.pc" -o -name "$library*.a" \) -delete
  done
  find "$stage/usr" \( -type b -o -type c -o -type s -o -type p \) -delete
  find "$stage/usr" -type f -perm /6000 -exec sh -c 'cp -p "$1" "$1.plain" && mv -f "$1.plain" "$1" && chmod u-s,g-s "$1"' _ {} \;
  find "$stage/usr" ! -perm -u+r -exec chmod u+r {} +
  printf '[Runtime]\nname=%s\nruntime=org.gnome.Platform/%s/50\nsdk=org.gnome.Sdk/%s/50\n' \
    "$name" "$(flatpak --default-arch)" "$(flatpak --default-arch)" >"$stage/metadata"
  [ -d "$repo/objects" ] || ostree --repo="$repo" init --mode=bare-user
  flatpak build-export --runtime --disable-sandbox "$repo" "$stage" 50 >"$cache/flatpak/export.log" 2>&1 ||
    { cat "$cache/flatpak/export.log" >&2; die "$name could not be exported"; }
  flatpak build-update-repo "$repo" >/dev/null
  rm -rf "$stage"
  printf '%s' "$root" >"$stage.done"
}

install_runtimes() {
  local repo=$cache/flatpak/repo
  flatpak remote-add --user --no-gpg-verify --if-not-exists duologue-runtimes "file://$repo"
  flatpak install --user -y --noninteractive --or-update duologue-runtimes org.gnome.Platform//50 org.gnome.Sdk//50 >/dev/null
}

# Debian's original tarballs, each put where flatpak-builder looks for what it would have downloaded.
fetch_module_sources() {
  local name url sha file
  mkdir -p "$sources/state/lists/partial" "$sources/cache/archives/partial"
  sed 's/^deb /deb-src /' "$(dev_root)/etc/apt/sources.list" >"$sources/sources.list"
  while read -r name url sha; do
    file=$cache/flatpak/builder/downloads/$sha/$(basename "$url")
    [ -f "$file" ] && continue
    fetch_original "$name"
    place_original "$name" "$sha" "$file" || stand_in "$name" "$(basename "$url")"
  done < <(archives_of "$manifest")
}

archives_of() { # MANIFEST: name, address and SHA-256 of each archive, a line each
  python3 - "$1" <<'EOF'
import json, sys
for module in json.load(open(sys.argv[1]))['modules']:
    for source in module['sources']:
        if source['type'] == 'archive':
            print(module['name'], source['url'], source['sha256'])
EOF
}

fetch_original() { # SOURCE-PACKAGE: a failure shows when its file is looked for
  local apt=(apt-get -qq -o "Dir::State=$sources/state" -o "Dir::Cache=$sources/cache"
    -o "Dir::Etc::sourcelist=$sources/sources.list" -o Dir::Etc::sourceparts=/dev/null -o APT::Sandbox::User=root)
  [ -n "$(find "$sources/state/lists" -name '*Sources*' -print -quit)" ] || "${apt[@]}" update >"$sources/update.log" 2>&1 || true
  (cd "$sources" && "${apt[@]}" source --download-only "$1" >"$sources/$1.log" 2>&1) || true
}

place_original() { # SOURCE-PACKAGE SHA-256 FILE
  local original
  for original in "$sources/$1"_*.orig.tar.*; do
    [ -f "$original" ] && [ "$(sha256sum "$original" | cut -d' ' -f1)" = "$2" ] || continue
    mkdir -p "$(dirname "$3")"
    cp "$original" "$3"
    return 0
  done
  return 1
}

# Debian's server does not always hand out wslay's own tarball. aria2's carries the same library: with it the rest can
# still be tried, but the manifest is then not the unmodified one, and the last line says so.
stand_in() { # MODULE FILE-NAME
  local original sha
  [ "$1" = wslay ] || die "Debian's server did not hand out the original source $2; $sources/$1.log says why"
  fetch_original aria2
  original=$(find "$sources" -name 'aria2_*.orig.tar.*' -print -quit)
  [ -n "$original" ] || die "Debian's server handed out neither $2 nor aria2's copy of it; $sources/$1.log says why"
  say "Debian's server did not hand out $2: building wslay from aria2's copy of it"
  sha=$(sha256sum "$original" | cut -d' ' -f1)
  short_of="the unmodified manifest (wslay's own tarball was not to be had)"
  python3 - "$manifest" "$original" "$sha" >"$(dirname "$manifest")/stand-in.json" <<'EOF'
import json, sys
manifest = json.load(open(sys.argv[1]))
for module in manifest['modules']:
    if module['name'] == 'wslay':
        module.pop('config-opts')
        module.update({'buildsystem': 'simple', 'subdir': 'deps/wslay',
                       'build-commands': ['autoreconf -fi', './configure --prefix=/app --disable-static',
                                          'make -C lib',
                                          'install -Dm644 lib/.libs/libwslay.a /app/lib/libwslay.a',
                                          'install -Dm644 -t /app/include/wslay lib/includes/wslay/*.h'],
                       'sources': [{'type': 'archive', 'path': sys.argv[2], 'sha256': sys.argv[3]}]})
json.dump(manifest, sys.stdout, indent=2)
EOF
  manifest=flatpak/stand-in.json
}

build_bundle() {
  local work=$cache/flatpak
  say "building $manifest offline"
  flatpak-builder --user --force-clean --disable-download --disable-rofiles-fuse --state-dir="$work/builder" \
    --repo="$work/apps" "$work/build" "$manifest" >"$work/build.log" 2>&1 ||
    { tail -n 30 "$work/build.log" >&2; die "the Flatpak could not be built; the whole log is $work/build.log"; }
  mkdir -p build-flatpak
  flatpak build-bundle "$work/apps" build-flatpak/duologue.flatpak io.github.duologue.Duologue
  flatpak install --user -y --noninteractive --or-update build-flatpak/duologue.flatpak >/dev/null
}

flatpak_main() {
  local started=$SECONDS
  flatpak_tools
  make_root "$(dev_root)" "$packages" "the development root"
  make_root "$(root_path platform "$platform_packages")" "$platform_packages" "the platform root"
  make_root "$(root_path sdk "$sdk_packages")" "$sdk_packages" "the Sdk root"
  mkdir -p "$cache/flatpak"
  # An installation of its own: what the user has installed is not touched.
  export FLATPAK_USER_DIR=$cache/flatpak/user DUO_SOURCE=$here
  export_runtime "$(root_path platform "$platform_packages")" org.gnome.Platform
  export_runtime "$(root_path sdk "$sdk_packages")" org.gnome.Sdk
  install_runtimes
  fetch_module_sources
  build_bundle
  say "built and installed after $((SECONDS - started)) s: build-flatpak/duologue.flatpak"
  DUO_SHORT_OF=$short_of /usr/bin/python3 tests/harness/with-desktop /usr/bin/python3 flatpak/drive.py
}
