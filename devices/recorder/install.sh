#!/bin/sh
# Installs the recorder as a service: install.sh DEVICE MQTT-URL HTTP-URL [COURT]
set -eu
[ $# -ge 3 ] || { echo "usage: $0 DEVICE MQTT-URL HTTP-URL [COURT]" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
root=${INSTALL_ROOT:-}
if [ -z "${COURT_DEVICE_SECRET:-}" ]; then
  printf '设备密钥 secret of %s: ' "$1"
  stty -echo 2>/dev/null || true
  read -r COURT_DEVICE_SECRET
  stty echo 2>/dev/null || true
  echo
fi
mkdir -p "$root/etc/court-recorder" "$root/etc/systemd/system"
umask 077
options="--device $1 --url $2 --http $3 --court ${4:-demo} --program arecord"
[ ! -f "$root/etc/court-recorder/ca.pem" ] || options="$options --ca /etc/court-recorder/ca.pem"
cat > "$root/etc/court-recorder/recorder.env" <<END
COURT_DEVICE_SECRET=$COURT_DEVICE_SECRET
COURT_RECORDER_OPTIONS=$options
END
umask 022
sed "s#/opt/court/#$(cd "$here/../.." && pwd)/#" "$here/court-recorder.service" > "$root/etc/systemd/system/court-recorder.service"
[ -z "$root" ] || exit 0
# A group that this machine lacks (gpio) must not keep the service from starting.
for group in input gpio; do
  getent group "$group" >/dev/null || sed -i "s/ $group\b//" /etc/systemd/system/court-recorder.service
done
id court-recorder >/dev/null 2>&1 || useradd --system --no-create-home --shell /usr/sbin/nologin court-recorder
systemctl daemon-reload
systemctl enable --now court-recorder
