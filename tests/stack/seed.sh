#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Fills a running stack (up.sh) with a small realistic platform. Needs only
# bash, curl and coreutils. Safe to call again: same names, same content,
# except that queues get their messages once more.
#
#   seed.sh              everything, and a running publisher and consumer
#   seed.sh --no-traffic everything but those two
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ -z "${STACK_DIR:-}" ] || [ ! -f "$STACK_DIR/stack.env" ] || . "$STACK_DIR/stack.env"
. "$here/lib.sh"
traffic=1
[ "${1:-}" != --no-traffic ] || traffic=

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# call LABEL METHOD URL [curl arguments]: fails loudly on any status >= 300.
call() {
    local label=$1 method=$2 url=$3 code
    shift 3
    code=$(curl -s -g -o "$work/out" -w '%{http_code}' --max-time 30 -X "$method" "$@" "$url") || code=000
    case $code in
        2??) ;;
        *) say "$label: $method $url: $code $(head -c 300 "$work/out")"; exit 1 ;;
    esac
}

b64() { base64 -w0; }

# ------------------------------------------------------------------ consul --
C=()
[ -z "${CONSUL_MASTER_TOKEN:-}" ] || C=(-H "X-Consul-Token: $CONSUL_MASTER_TOKEN")
consul() { local m=$1 p=$2; shift 2; call consul "$m" "$CONSUL_URL/v1/$p" ${C[@]+"${C[@]}"} "$@"; }
put() { consul PUT "$1" --data-binary "$2"; }

services=(kong user user-profile registration jwt-issuer authorization-server
          identity-provider apps-management microservice-mail todo mongo rabbitmq)

seed_consul() {
    local i n s port state node tags id
    # Twelve services on the local node: instances 1 to 3, one TTL check each,
    # most passing, some warning, some critical.
    i=0
    for s in "${services[@]}"; do
        for n in 1 2 3; do
            [ $n = 1 ] || [ $((i % n)) = 0 ] || continue
            id=$s-$n
            port=$((8000 + i * 10 + n))
            state=pass
            [ "$id" != todo-1 ] || state=warn
            [ "$id" != user-profile-1 ] || state=warn
            [ "$id" != microservice-mail-1 ] || state=fail
            [ "$id" != jwt-issuer-2 ] || state=fail
            tags='"v1","http"'
            [ $n = 1 ] && tags+=',"primary"'
            put agent/service/register "{\"ID\":\"$id\",\"Name\":\"$s\",\"Port\":$port,\"Address\":\"127.0.0.1\",
              \"Tags\":[$tags],\"Meta\":{\"version\":\"1.$i.$n\",\"team\":\"team-$((i % 4))\",\"note\":\"ünï ✓\"},
              \"Weights\":{\"Passing\":$((10 - n)),\"Warning\":1},
              \"Checks\":[{\"CheckID\":\"$id-ttl\",\"Name\":\"$s alive\",\"TTL\":\"24h\"}]}"
            put "agent/check/$state/$id-ttl?note=set%20by%20seed%3A%20$state" ''
        done
        i=$((i + 1))
    done
    # Real checks: one HTTP check that fails, one TCP check that passes, a
    # node check in warning, and a service without any check.
    put agent/check/register "{\"ID\":\"kong-http\",\"Name\":\"kong admin\",\"ServiceID\":\"kong-1\",\"HTTP\":\"http://127.0.0.1:1/status\",\"Interval\":\"10s\",\"Timeout\":\"1s\"}"
    put agent/check/register "{\"ID\":\"rabbitmq-tcp\",\"Name\":\"amqp port\",\"ServiceID\":\"rabbitmq-1\",\"TCP\":\"127.0.0.1:$RABBITMQ_AMQP_PORT\",\"Interval\":\"10s\",\"Timeout\":\"1s\"}"
    put agent/check/register '{"ID":"disk","Name":"disk space","TTL":"24h","Notes":"node level"}'
    put 'agent/check/warn/disk?note=81%25%20used' ''
    put agent/service/register '{"ID":"no-checks","Name":"no-checks","Port":7000,"Tags":[]}'
    # Three more nodes known to the catalog only, one of them failing.
    for n in 2 3 4; do
        state=passing
        [ $n != 4 ] || state=critical
        put catalog/register "{\"Node\":\"node-$n\",\"Address\":\"10.0.0.$n\",\"NodeMeta\":{\"rack\":\"r$n\",\"external-node\":\"true\"},
          \"Service\":{\"ID\":\"user-node$n\",\"Service\":\"user\",\"Port\":8080,\"Tags\":[\"v2\"],\"Meta\":{\"version\":\"2.0.$n\"}},
          \"Checks\":[{\"Node\":\"node-$n\",\"CheckID\":\"node-alive\",\"Name\":\"node alive\",\"Status\":\"$state\",\"Output\":\"probe $n\"},
                      {\"Node\":\"node-$n\",\"CheckID\":\"service:user\",\"Name\":\"user alive\",\"ServiceID\":\"user-node$n\",\"Status\":\"passing\"}]}"
    done
    # Key/value tree: 11 folders of 15 keys by transactions, then odd ones.
    local folder ops k
    for s in kong user user-profile registration jwt-issuer authorization-server \
             identity-provider apps-management microservice-mail todo mongo; do
        ops=
        for k in name version port log/level log/format database/host database/name \
                 database/pool/min database/pool/max security/jwt/key-id \
                 security/cors/origins gateway/url gateway/timeout features/beta description; do
            ops+=",{\"KV\":{\"Verb\":\"set\",\"Key\":\"config/$s/$k\",\"Value\":\"$(printf '%s of %s' "$k" "$s" | b64)\"}}"
        done
        put txn "[${ops#,}]"
    done
    put kv/kong-migrations '{"migrations": "done"}'
    put kv/empty ''
    put 'kv/empty-folder/' ''
    printf '\000\001\002\377\376binary\000tail' > "$work/bin"
    consul PUT 'kv/binary' --data-binary "@$work/bin"
    head -c 524288 /dev/zero | tr '\0' x > "$work/big"
    consul PUT 'kv/big/512k' --data-binary "@$work/big"
    put 'kv/flags?flags=18446744073709551615' 'largest flags value'
    put 'kv/json/pretty' '{"a": [1, 2.50, 1e3, null, true], "ü": "✓", "n": 12345678901234567890}'
    put 'kv/text/multi-line' "$(printf 'first line\nsecond\tline\r\nthird ünï ✓ 漢字 🐰')"
    put 'kv/with%20space/a%20b' 'space in the key'
    put 'kv/percent/100%25' 'key ends in a percent sign'
    put 'kv/percent/%252F' 'key holds the three characters percent 2 F'
    # These the KV endpoint answers with 301 (it cleans the path), so they can
    # only be made, read and deleted by a transaction.
    put txn "[{\"KV\":{\"Verb\":\"set\",\"Key\":\"slashes//double\",\"Value\":\"$(printf 'empty path part' | b64)\"}},
              {\"KV\":{\"Verb\":\"set\",\"Key\":\"/leading/slash\",\"Value\":\"$(printf 'leading slash' | b64)\"}},
              {\"KV\":{\"Verb\":\"set\",\"Key\":\"dots/../up\",\"Value\":\"$(printf 'dot dot' | b64)\"}}]"
    put 'kv/slashes/trailing/' 'a value on a key that ends in a slash'
    put 'kv/slashes' 'a key that is also a folder'
    put 'kv/unicode/%C3%BCn%C3%AF/%E6%BC%A2%E5%AD%97/%F0%9F%90%B0' 'unicode key'
    put 'kv/query/a%3Fb%26c%3Dd%23e' 'question mark, ampersand, equals, hash'
    put 'kv/quotes/%22double%22%20%27single%27%20%3Cb%3E' 'quotes and markup'
    put "kv/long/$(printf 'p%.0s' $(seq 200))" 'long key part'
    for n in $(seq -w 20); do put "kv/list/item-$n" "$n"; done
    # A held lock, and one intention in each direction.
    consul PUT session/create --data-binary '{"Name":"leader-lock","TTL":"86400s","Behavior":"release","LockDelay":"0s"}'
    local sid
    sid=$(sed 's/.*"ID": *"\([^"]*\)".*/\1/' "$work/out")
    call consul PUT "$CONSUL_URL/v1/kv/locks/leader?acquire=$sid" ${C[@]+"${C[@]}"} --data-binary 'held by seed'
    consul GET connect/intentions
    if ! grep -q '"SourceName"' "$work/out"; then
        consul POST connect/intentions --data-binary '{"SourceName":"todo","DestinationName":"user","SourceType":"consul","Action":"deny","Description":"no direct calls"}'
        consul POST connect/intentions --data-binary '{"SourceName":"kong","DestinationName":"*","SourceType":"consul","Action":"allow"}'
    fi
    put 'event/fire/deploy' 'release 42'
}

# ---------------------------------------------------------------- rabbitmq --
mq() { local m=$1 p=$2; shift 2; call rabbitmq "$m" "$RABBITMQ_URL/api/$p" -u guest:guest -H 'content-type: application/json' "$@"; }
mqput() { mq PUT "$1" -d "$2"; }

seed_rabbitmq() {
    local v q n
    for v in shop billing 'odd%2Fname%20%C3%BC%25'; do
        mqput "vhosts/$v" '{"description":"made by seed","tags":"demo"}'
        mqput "permissions/$v/guest" '{"configure":".*","write":".*","read":".*"}'
    done
    mqput users/admin '{"password":"admin","tags":"administrator"}'
    mqput users/ops '{"password":"ops","tags":"monitoring"}'
    mqput users/dev '{"password":"dev","tags":"management,policymaker"}'
    mqput users/svc-orders '{"password":"orders","tags":""}'
    mqput users/locked '{"password_hash":"","tags":""}'
    for v in %2F shop billing; do
        mqput "permissions/$v/admin" '{"configure":".*","write":".*","read":".*"}'
    done
    mqput permissions/shop/ops '{"configure":"^$","write":"^$","read":".*"}'
    mqput permissions/shop/dev '{"configure":"^dev\\.","write":"^dev\\.","read":".*"}'
    mqput permissions/shop/svc-orders '{"configure":"^orders","write":"^(orders|shop\\.)","read":"^orders"}'
    mqput topic-permissions/shop/svc-orders '{"exchange":"shop.events","write":"^order\\.","read":".*"}'

    mqput exchanges/shop/shop.events '{"type":"topic","durable":true,"arguments":{"alternate-exchange":"shop.unrouted"}}'
    mqput exchanges/shop/shop.direct '{"type":"direct","durable":true}'
    mqput exchanges/shop/shop.fanout '{"type":"fanout","durable":true}'
    mqput exchanges/shop/shop.headers '{"type":"headers","durable":true}'
    mqput exchanges/shop/shop.unrouted '{"type":"fanout","durable":true,"internal":true}'
    mqput exchanges/shop/shop.dlx '{"type":"direct","durable":true}'
    mqput exchanges/shop/shop.temp '{"type":"fanout","durable":false,"auto_delete":true}'
    mqput exchanges/%2F/metrics '{"type":"topic","durable":true}'

    mqput queues/shop/orders.new '{"durable":true,"arguments":{"x-dead-letter-exchange":"shop.dlx","x-dead-letter-routing-key":"dead"}}'
    mqput queues/shop/orders.priority '{"durable":true,"arguments":{"x-max-priority":10}}'
    mqput queues/shop/orders.ttl '{"durable":true,"arguments":{"x-message-ttl":60000,"x-expires":86400000}}'
    mqput queues/shop/orders.bounded '{"durable":true,"arguments":{"x-max-length":5,"x-overflow":"drop-head"}}'
    mqput queues/shop/orders.quorum '{"durable":true,"arguments":{"x-queue-type":"quorum"}}'
    mqput queues/shop/orders.stream '{"durable":true,"arguments":{"x-queue-type":"stream"}}'
    mqput queues/shop/orders.transient '{"durable":false}'
    mqput queues/shop/lazy.archive '{"durable":true}'
    mqput queues/shop/dead '{"durable":true}'
    mqput queues/shop/unrouted '{"durable":true}'
    mqput queues/shop/traffic '{"durable":true}'
    mqput queues/shop/idle '{"durable":true}'
    mqput queues/shop/name%20with%20space%2Fslash%25%C3%BC '{"durable":true}'
    mqput queues/%2F/metrics.in '{"durable":true}'
    mqput queues/odd%2Fname%20%C3%BC%25/inbox '{"durable":true}'
    for n in $(seq -w 12); do mqput "queues/billing/invoice-$n" '{"durable":true}'; done

    bind() { mq POST "bindings/$1/e/$2/$3/$4" -d "$5"; }
    bind shop shop.events q orders.new '{"routing_key":"order.created.#"}'
    bind shop shop.events q orders.priority '{"routing_key":"order.*.urgent"}'
    bind shop shop.events q orders.quorum '{"routing_key":"order.#"}'
    bind shop shop.events q orders.bounded '{"routing_key":"order.#"}'
    bind shop shop.direct q orders.ttl '{"routing_key":"ttl"}'
    bind shop shop.direct q traffic '{"routing_key":"traffic"}'
    bind shop shop.fanout q lazy.archive '{"routing_key":""}'
    bind shop shop.fanout e shop.events '{"routing_key":"copied"}'
    bind shop shop.headers q orders.transient '{"routing_key":"","arguments":{"x-match":"any","kind":"gold","region":"eu"}}'
    bind shop shop.dlx q dead '{"routing_key":"dead"}'
    bind shop shop.unrouted q unrouted '{"routing_key":""}'
    bind %2F metrics q metrics.in '{"routing_key":"#"}'

    mqput policies/shop/lazy '{"pattern":"^lazy\\.","definition":{"queue-mode":"lazy"},"priority":1,"apply-to":"queues"}'
    mqput policies/shop/limit '{"pattern":".*","definition":{"max-length":100000},"priority":0,"apply-to":"queues"}'
    mqput policies/billing/expire '{"pattern":"^invoice-","definition":{"message-ttl":3600000,"dead-letter-exchange":"amq.direct"},"priority":5,"apply-to":"queues"}'
    mqput operator-policies/shop/cap '{"pattern":".*","definition":{"max-length-bytes":104857600},"priority":0,"apply-to":"queues"}'
    mqput vhost-limits/billing/max-queues '{"value":500}'
    mqput vhost-limits/billing/max-connections '{"value":50}'
    mqput global-parameters/seeded '{"value":{"by":"seed","at":"start"}}'

    pub() { mq POST "exchanges/$1/$2/publish" -d "$3"; }
    for n in 1 2 3 4 5 6 7 8; do
        pub shop shop.events "{\"routing_key\":\"order.created.eu\",\"payload\":\"{\\\"order\\\":$n,\\\"total\\\":$n.50}\",\"payload_encoding\":\"string\",
          \"properties\":{\"delivery_mode\":2,\"content_type\":\"application/json\",\"message_id\":\"m-$n\",\"correlation_id\":\"c-$n\",\"priority\":$n,
          \"timestamp\":1700000000,\"type\":\"order\",\"app_id\":\"seed\",\"headers\":{\"n\":$n,\"gold\":true,\"list\":[1,\"two\"],\"nested\":{\"a\":1.5}}}}"
    done
    pub shop shop.events '{"routing_key":"order.x.urgent","payload":"ünï ✓ 漢字","payload_encoding":"string","properties":{"priority":9}}'
    pub shop shop.events '{"routing_key":"nobody.listens","payload":"to the alternate exchange","payload_encoding":"string","properties":{}}'
    pub shop shop.fanout "{\"routing_key\":\"\",\"payload\":\"$(printf '\000\001\377\376' | b64)\",\"payload_encoding\":\"base64\",\"properties\":{\"content_type\":\"application/octet-stream\"}}"
    pub shop shop.headers '{"routing_key":"","payload":"gold customer","payload_encoding":"string","properties":{"headers":{"kind":"gold"}}}'
    { printf '{"routing_key":"lazy.archive","payload_encoding":"string","properties":{},"payload":"'
      head -c 65536 /dev/zero | tr '\0' z; printf '"}'; } > "$work/large"
    pub shop amq.default "@$work/large"
    pub shop amq.default '{"routing_key":"dead","payload":"","payload_encoding":"string","properties":{}}'
    for n in $(seq 3); do
        pub billing amq.default "{\"routing_key\":\"invoice-01\",\"payload\":\"invoice $n\",\"payload_encoding\":\"string\",\"properties\":{}}"
    done
}

# -------------------------------------------------------------- prometheus --
seed_prometheus() {
    if [ -z "${STACK_DIR:-}" ] || [ ! -d "$STACK_DIR/prometheus" ]; then return 0; fi
    local dir=$STACK_DIR/prometheus
    mkdir -p "$dir/targets" "$dir/rules"
    # One target that is always down, so that one alert fires.
    echo '[{"targets":["127.0.0.1:1"],"labels":{"job":"absent","team":"team-0"}}]' > "$dir/targets/absent.json"
    cat > "$dir/rules/platform.yml" <<'YML'
groups:
  - name: platform
    interval: 5s
    rules:
      - record: job:up:sum
        expr: sum by (job) (up)
      - alert: TargetDown
        expr: up == 0
        labels: {severity: critical}
        annotations:
          summary: 'Target {{ $labels.instance }} of {{ $labels.job }} is down'
          description: 'value {{ $value }}'
      - alert: WatchesForADay
        expr: up == 1
        for: 24h
        labels: {severity: info}
      - alert: NeverFires
        expr: vector(1) > 2
        labels: {severity: warning}
  - name: broken-at-run-time
    rules:
      - record: bad:many_to_many
        expr: up * on () up
YML
    chmod -R a+rX "$dir/targets" "$dir/rules"
    call prometheus POST "$PROMETHEUS_URL/-/reload"
}

seed_consul
say "consul: seeded"
seed_rabbitmq
say "rabbitmq: seeded"
seed_prometheus
say "prometheus: seeded"

# One AMQP connection that publishes to and consumes from shop/traffic, run by
# the Erlang that RabbitMQ brought along; down.sh stops it.
if [ -n "$traffic" ] && [ -n "${STACK_DIR:-}" ] && ! alive "$STACK_DIR/traffic.pid"; then
    ( export ERL_LIBS; ERL_LIBS=$(ls -d /usr/lib/rabbitmq/lib/rabbitmq_server-*/plugins | head -1)
      exec setsid escript "$here/traffic.escript" "$RABBITMQ_AMQP_PORT" shop guest guest 5 \
          </dev/null >"$STACK_DIR/traffic.log" 2>&1 ) &
    echo $! > "$STACK_DIR/traffic.pid"
    disown
    for _ in $(seq 100); do
        grep -q ^ready "$STACK_DIR/traffic.log" 2>/dev/null && break
        alive "$STACK_DIR/traffic.pid" || { cat "$STACK_DIR/traffic.log" >&2; die "traffic ended"; }
        sleep 0.2
    done
    say "traffic: running"
fi
