#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the certificates of the network tests anew. They prove nothing about anybody: their keys are public.
# Usage: make.sh, in this folder; needs openssl.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1" 2>/dev/null; }

for authority in ca other-ca; do
    key "$work/$authority.key"
    openssl req -x509 -new -key "$work/$authority.key" -days 36500 -subj "/CN=Test $authority" \
        -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign,cRLSign" -out "$authority.pem"
done

# issue NAME SUBJECT EXTENSIONS [START END]
issue() {
    key "$1.key"
    openssl req -new -key "$1.key" -subj "$2" -out "$work/$1.csr"
    : > "$work/index.txt"
    printf '%s\n' '[ca]' 'default_ca=a' '[a]' "database=$work/index.txt" "rand_serial=yes" "default_md=sha256" \
        'policy=p' "new_certs_dir=$work" '[p]' 'commonName=supplied' '[x]' "$3" > "$work/$1.cnf"
    openssl ca -batch -notext -config "$work/$1.cnf" -extensions x -cert ca.pem -keyfile "$work/ca.key" \
        -startdate "${4:-20200101000000Z}" -enddate "${5:-21200101000000Z}" -in "$work/$1.csr" -out "$1.pem" 2>/dev/null
}
here='subjectAltName=DNS:localhost,DNS:consul.test,IP:127.0.0.1'
issue server "/CN=server" "$here"
issue expired "/CN=expired" "$here" 20200101000000Z 20210101000000Z
issue other-name "/CN=elsewhere.test" 'subjectAltName=DNS:elsewhere.test'
issue client "/CN=operator" 'extendedKeyUsage=clientAuth'
openssl ec -aes256 -passout 'pass:open sesame' -in client.key -out client-locked.key 2>/dev/null

self_signed() {
    key "$1.key"
    openssl req -x509 -new -key "$1.key" -days 36500 -subj "/CN=$1" -addext "$2" -out "$1.pem"
}
self_signed self-signed "$here"
self_signed self-signed-again "$here" # what a host shows after its certificate was changed
self_signed self-signed-elsewhere 'subjectAltName=DNS:elsewhere.test'
# Self-signed and past its time.
key self-signed-expired.key
openssl req -new -key self-signed-expired.key -subj "/CN=self-signed-expired" -out "$work/old.csr"
: > "$work/index.txt"
printf '%s\n' '[ca]' 'default_ca=a' '[a]' "database=$work/index.txt" "rand_serial=yes" "default_md=sha256" \
    'policy=p' "new_certs_dir=$work" '[p]' 'commonName=supplied' '[x]' "$here" > "$work/old.cnf"
openssl ca -batch -notext -selfsign -config "$work/old.cnf" -extensions x -keyfile self-signed-expired.key \
    -startdate 20200101000000Z -enddate 20210101000000Z -in "$work/old.csr" -out self-signed-expired.pem 2>/dev/null
# RSA beside the elliptic curves of all others.
openssl genrsa -traditional -out client-rsa.key 2048 2>/dev/null
openssl req -x509 -new -key client-rsa.key -days 36500 -subj "/CN=operator-rsa" -out client-rsa.pem
