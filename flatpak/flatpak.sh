# SPDX-License-Identifier: GPL-3.0-or-later
#
# Read by ./run: builds the Flatpak offline from the unmodified manifest, installs it, and starts the sandboxed app.
#
# The runtime is a stand-in: two Debian 13 roots exported under the real runtime's names. What the real runtime
# lacks is absent from them, so that a module forgotten in the manifest is noticed.

manifest=flatpak/io.github.duologue.Duologue.json

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
    dbus-run-session:dbus-daemon import:imagemagick)
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

# With the network, before the build without it: each module's own release, or a distribution's copy with the same hash.
fetch_sources() {
  local work=$cache/flatpak
  say "fetching the modules' sources"
  flatpak-builder --user --force-clean --download-only --state-dir="$work/builder" "$work/build" "$manifest" \
    >"$work/fetch.log" 2>&1 || explain_failure "$work/fetch.log" "the modules' sources could not be fetched"
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
  fetch_sources
  build_bundle
  say "built and installed after $((SECONDS - started)) s: build-flatpak/duologue.flatpak"
  /usr/bin/python3 tests/harness/with-desktop /usr/bin/python3 flatpak/drive.py
}
