#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# with-keyring.sh DAEMON PROGRAM [ARGUMENT...]: runs a program beside an unlocked key ring on the bus of this session.
set -eu
daemon=$1
shift
# The password of the login key ring, which is made if need be, is the empty line.
echo | "$daemon" --unlock --components=secrets >/dev/null
exec "$@"
