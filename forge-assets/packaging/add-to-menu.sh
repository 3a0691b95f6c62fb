#!/bin/sh
# Adds dlscope, where it was unpacked, to your own desktop menu and to "Open with" for shared libraries.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
mkdir -p "$data/applications" "$data/icons"
cp -R "$here/share/icons/hicolor" "$data/icons/"
sed "s|^Exec=dlscope|Exec=\"$here/dlscope\"|" "$here/share/applications/dlscope.desktop" \
  >"$data/applications/dlscope.desktop"
if command -v update-desktop-database >/dev/null; then update-desktop-database "$data/applications"; fi
echo "dlscope is in the menu. To take it out: rm '$data/applications/dlscope.desktop'"
