#!/bin/sh
# Sets up what the tests need from the system: Chromium, Chinese fonts, poppler (pdftotext, pdffonts).
# Uses apt where it may; elsewhere it says in one sentence what to install.
set -eu

missing=""
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 \
  || command -v google-chrome >/dev/null 2>&1 || [ -n "${OUTREACH_CHROMIUM:-}" ] \
  || [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ] || missing="$missing chromium"
command -v pdftotext >/dev/null 2>&1 && command -v pdffonts >/dev/null 2>&1 || missing="$missing poppler-utils"
if [ "$(uname)" = Linux ]; then
  command -v fc-list >/dev/null 2>&1 || missing="$missing fontconfig"
  fc-list :lang=zh-cn 2>/dev/null | grep -q . || missing="$missing fonts-noto-cjk"
fi
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ]; then as_root=""; else as_root="sudo -n"; fi
if command -v apt-get >/dev/null 2>&1 && { [ -z "$as_root" ] || sudo -n true 2>/dev/null; }; then
  echo "installing:$missing"
  export DEBIAN_FRONTEND=noninteractive
  $as_root apt-get update -qq
  # shellcheck disable=SC2086
  $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
  exit 0
fi
echo "The tests need:$missing. Install them with your system's package manager (macOS: brew install --cask chromium; brew install poppler), then run make test again." >&2
exit 1
