<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>BlastRadius</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message>
        <source>No request in the last 5 minutes: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sends %1 requests now (over 5 minutes): %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Serves %1 requests now (over 5 minutes): %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n consumer(s)</source>
        <translation>
            <numerusform>%n consumer</numerusform>
            <numerusform>%n consumers</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 come in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 are read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is in use: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 keeps requests out: without it they pass.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 keeps requests out of %n way(s) into the platform: without it they pass.</source>
        <translation>
            <numerusform>%1 keeps requests out of %n way into the platform: without it they pass.</numerusform>
            <numerusform>%1 keeps requests out of %n ways into the platform: without it they pass.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n service(s)</source>
        <translation>
            <numerusform>%n service</numerusform>
            <numerusform>%n services</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 use it towards their upstreams.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is shown for %1, and used by %2 towards their upstreams.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is shown for %1: these get Kong&apos;s own certificate then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This Kong counts all API objects together: %1 now. It does not tell how much of that is this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong&apos;s metrics end with it: its charts and alerts see nothing more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 send to %2: a name that no DNS has, and Kong answers 503.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody is left behind %1: Kong answers 503.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 % of what goes to %2 is taken over by the %n other(s).</source>
        <translation>
            <numerusform>%1 % of what goes to %2 is taken over by the %n other.</numerusform>
            <numerusform>%1 % of what goes to %2 is taken over by the %n others.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n plugin(s) are for %1 alone and go with it.</source>
        <translation>
            <numerusform>%n plugin is for %1 alone and goes with it.</numerusform>
            <numerusform>%n plugins are for %1 alone and go with it.</numerusform>
        </translation>
    </message>
    <message>
        <source>Kong&apos;s start waits for this key: after the next restart of Kong the platform stays down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A session holds %1: whoever counts on that lock loses it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mails of new users&apos; registration go through %1: who waits for one never gets it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prometheus&apos; rules speak of it: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What flows through it is not known: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody is left of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody is left of %1: Kong answers 503 for %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n other(s) of %1 go on.</source>
        <translation>
            <numerusform>%n other of %1 go on.</numerusform>
            <numerusform>%n others of %1 go on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChartExport</name>
    <message>
        <source>Export “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export numbers as CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export picture as PNG…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Dashboards</name>
    <message>
        <source>Requests by status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>requests/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request latency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from first byte in to last byte out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests by service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upstream latency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of the services behind Kong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bandwidth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>through the proxy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shared dictionaries in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of their size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upstream targets by health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>targets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages in queues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message rates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unroutable messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connections and consumers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory and its limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free disk space and its limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Targets up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>targets, by job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scrape duration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Series in memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>series</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples taken in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>samples/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers of its API</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>answers/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by process</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DemoFaults</name>
    <message>
        <source>Misspelt Consul domain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hello-service was registered on the gateway as hello-service.services.consul, as an old guide says. There is no such domain.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong: the API&apos;s host has no instances, /hello answers 503. Consul: hello-service is there and healthy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three ports for one service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>microservice-apps-management listens on 8000 and is registered so on the gateway, but its pod declares 8080, which Consul passes on, and Consul&apos;s word wins.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong: the API says 8000, /apps answers 502. Consul: the instance says 8080.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Crashing pod still in Consul</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of two pods of microservice-user crashes again and again. Nothing takes it out of Consul, because it has no check of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul: both instances pass. Kong: every other request to /users answers 502. Prometheus: the share of 5xx rises.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul restarted in memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul runs as -dev and was restarted: its catalog and the key kong-migrations are gone. The services come back within two minutes, the key does not, and Kong would wait for it for ever when it starts again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul: no services, no keys. Kong: every path answers 503 until the services are back. Key/value: kong-migrations is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A queue that nobody reads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>microservice-registration still publishes to verification-email, microservice-mail takes from email-queue alone. New accounts can never be activated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RabbitMQ: verification-email grows, 0 consumers. Prometheus: the alert QueueWithoutConsumer. Consul: the check of microservice-mail warns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mail service hung after a restart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RabbitMQ was restarted. The publishers connected again; microservice-mail has not, and waits on a closed channel for ever while its pod counts as running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RabbitMQ: email-queue grows, 0 consumers, no connection of the mail pod. Consul: the check of microservice-mail is critical.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API without a service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>microservice-todo was taken away. No client library removes its API from the gateway.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong: the API&apos;s host has no instances, /todo answers 503. Consul: no microservice-todo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two APIs on one path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The platform was moved from manifests to Helm, where the identity provider has another name on the gateway. Now two APIs claim /saml.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong: identity-provider and identity-provider-microservice have the same path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gateway not measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shipped configuration of Prometheus asks the gateway for /prometheus/metrics, a path that went away with the old plugin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prometheus: the target gateway is down, &quot;server returned HTTP status 404 Not Found&quot;; charts of the gateway stop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gateway asks a Consul that is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul&apos;s pods were replaced. The gateway looked their addresses up when it started and goes on asking the old ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong: dns_resolver names 172.17.0.3 and 172.17.0.4, every path answers 503. Consul: its address is 172.17.0.5, all services are healthy.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>The server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing listens at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the port, and whether the server runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name in %1 does not resolve.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the spelling, the VPN and the DNS of this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer in time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 did not answer in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server may be overloaded, or a firewall drops the packets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No secure connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The secure connection to %1 could not be made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the certificate in the environment&apos;s settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not authorised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not accept the credential.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the user, password or token of this endpoint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 knows the credential, but it may not do this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for the missing permission, or use another credential.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no such thing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may have been deleted. Refresh the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed by somebody else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds something else than what was seen here. Nothing has been overwritten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare both versions and decide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 asks for fewer requests.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It will be asked again in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait a little, or choose a slower refresh.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 answered with the status %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 reported an error of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the server&apos;s log.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server refused the request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request could not be sent like this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What %1 answered is not what was expected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the address leads to this system, and not to a proxy or another product.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer of %1 is larger than what is read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Narrow down what is asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server points elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 answered with a redirect, which is never followed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the address: scheme, port and path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was stopped before it was finished.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to %1 broke.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the network between here and the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent: writing is locked here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in this version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The version of %1 does not have this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file of this program cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading or writing on this machine failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the free space and the permissions of the folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for consent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This setting came from elsewhere and has not been accepted on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the environment and look at what it asks for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A defect of this program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something happened that must not happen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please report it with the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Detail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It said: “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether it was done is not known until it has been read again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refused</source>
        <comment>connection</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no such host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>timed out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not secure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not authorised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>conflict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too many requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>server error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refused</source>
        <comment>request</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unreadable answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>redirected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connection lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read-only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not in this version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>local file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting for consent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>internal error</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ErrorReasons</name>
    <message>
        <source>Certificate signed by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of {endpoint} is not vouched for by any authority.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare its fingerprint with the server&apos;s and trust it, or name its authority&apos;s file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown authority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of {endpoint} is vouched for by an authority that this machine does not know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name the authority&apos;s certificate file in the environment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of {endpoint} is no longer valid.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Renew it on the server, or check this machine&apos;s clock.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate not valid yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of {endpoint} is valid only from a later time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check this machine&apos;s clock and the server&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate of another name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{endpoint} shows a certificate that was made for another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the name in the certificate, or set the server name for a tunnel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another certificate than the trusted one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{endpoint} shows the fingerprint {actual}; trusted is {expected}. Nothing has been sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If the server&apos;s certificate was renewed, compare the fingerprint there and trust the new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate revoked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The authority has taken back the certificate of {endpoint}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{endpoint} showed no certificate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the port speaks TLS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No secure connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{endpoint} and this program did not agree on a secure connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the port speaks TLS, and whether it asks for a client certificate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client certificate refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{endpoint} wants a client certificate that it knows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name the certificate and its key in the environment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Authority file unreadable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} holds no certificate in PEM form, or cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client certificate unreadable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client key unreadable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} holds no key in PEM form, or its password is another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key and certificate do not belong together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The client key is not the one of the client certificate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to {endpoint} broke before the answer was complete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the network between here and the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{endpoint} could not be reached in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A firewall may drop the packets, or the machine is off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server may be overloaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server or the network is slow; narrow down what is asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proxy not reachable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the proxy&apos;s address in the environment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such proxy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proxy does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proxy wants a password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proxy connection lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What {endpoint} answered is not HTTP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the port, and whether it wants https.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The compressed answer of {endpoint} is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{endpoint} compressed its answer in a way that was not asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer of {endpoint} ended too early.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Narrow down what is asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{endpoint} does not take a request of this size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name cannot be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name that is “.” or “..” would lead to another place and was not sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Header cannot be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A header holds characters that HTTP does not allow. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not an address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Credential cannot be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password or token holds characters that HTTP does not allow. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What {endpoint} answered is not JSON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the address leads to this system, and not to a proxy&apos;s error page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer of {endpoint} is JSON, but not of the kind expected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server may be of a version that is not known here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul at {endpoint} does not know this token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may have been deleted or belong to another datacenter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Access control is switched off in Consul at {endpoint}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul at {endpoint} does not allow this with the token in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its words name the permission that lacks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul at {endpoint} does not allow this without a token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the endpoint a token in the environment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul has no leader</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Consul servers have not agreed on a leader: nothing can be written or read surely.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More than half of the servers must be up and reach each other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such datacenter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul at {endpoint} has no path to that datacenter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul would answer for another key than the one asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value too large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul at {endpoint} does not take a value of this size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transaction too large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul at {endpoint} does not take a transaction of this size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key name refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This version of Consul does not take such a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The agent&apos;s option disable_kv_key_validation lifts the rule.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul answered for another key than the one asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul refused the transaction without saying why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul does not know a part of the transaction.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody else changed the key first. Nothing has been overwritten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare both values and decide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name is needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A key cannot have an empty name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name holds half of a character.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unusual key name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul 1.21.5 refuses names with other characters than letters, digits and , _ . / - ? &amp; =.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newer Consul servers refuse names with “..” as a part.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newer Consul servers refuse names that begin or end with a space.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul takes values up to 512 KiB. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value too large for this key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A key with such a name can only be written in a transaction, which takes values up to 384 KiB. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A transaction holds at most 64 operations.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent: this environment is read-only, or its lock is closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the lock in the top bar, or edit the environment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another platform answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The platform that answers is not the one that this environment remembers. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare both and accept the new one if it is meant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Platform not known yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The platform has not told who it is, so nothing is written to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The environment is not open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No journal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal cannot be written, so nothing is changed on the platform.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another platform</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The change was made on another platform than the one connected now, so it is not undone here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not any more what was seen here. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare both versions and decide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be decided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody else changed it since: reading cannot tell whether this step was done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The step was made on another platform than the one connected now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system of this step is not part of the environment any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secret missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password or token “{name}” is not in the secret store.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter it again in the environment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password or token is not in the secret store.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secrets are locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file of secrets waits for its passphrase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock it in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variable not set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The environment variable {name} is not set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key ring not usable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key ring of this desktop did not do what it was asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key ring does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key ring did not answer in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may be waiting for its own password in a window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This passphrase does not open the file of secrets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A passphrase is needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The passphrase is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file of secrets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file of secrets is damaged. It was left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file of secrets was written by a newer version. It was left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was encrypted with another key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough memory to work out the key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Journal locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program holds the journal {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Journal of a newer version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} was written by a newer version. It was left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Journal damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is not a journal, or is damaged. It was left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no room for the journal, so nothing is changed on the platform.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal is not open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Content not kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The content of this change was kept in memory only, or with another key: it can neither be shown nor undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal does not hold this plan any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of a newer version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings were written by a newer version. They are left as they are; changes hold for this run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings unreadable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings cannot be read. They are left as they are; changes hold for this run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layout was saved by a newer version and is left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The saved layout cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Environments of a newer version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file of environments was written by a newer version. It was left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Environments unreadable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file of environments is not what it should be: {where}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file holds no environment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no environment called “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file holds several environments: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another environment has this name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is larger than what is read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the free space and the permissions of the folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder cannot be created.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the permissions of the folder above it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a file where a folder is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tunnel program not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program of the tunnel is not on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tunnel ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program of the tunnel ended. It is started again after a while.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tunnel asks for something</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program of the tunnel wants a password, which it cannot be given here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run its command line by hand once, or use a key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown host key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The host at the other end of the tunnel is not known to this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run its command line by hand once and compare the key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program listens at the tunnel&apos;s local port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tunnel does not come up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tunnel&apos;s local port did not open in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tunnel is down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tunnel to {endpoint} is not up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not Kong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{endpoint} answers, but it is not Kong&apos;s admin API.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the port: the admin API is often at 8001.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not Consul</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{endpoint} answers, but it is not Consul.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the port: Consul&apos;s API is often at 8500.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not RabbitMQ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{endpoint} answers, but it is not RabbitMQ&apos;s management API.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the port: it is often at 15672.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not Prometheus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{endpoint} answers, but it is not Prometheus.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the port: it is often at 9090.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>guest may not come from here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RabbitMQ lets the user guest log in from its own machine only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another user, or a tunnel to the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another system answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{endpoint} is another system: {found}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is Kong&apos;s proxy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{endpoint} is the port that clients use, not the admin API.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The admin API is often at 8001.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A web page answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{endpoint} answered with a web page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of the path may be missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This endpoint came from elsewhere and has not been accepted on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the environment and look at what it asks for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to {endpoint} was lost while it was waited for an answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not JSON: see line {line}, column {column}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not an object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An entity is written as an object, in braces.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nested too deeply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is nested too deeply to be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal {file} cannot be written, and what is not recorded is not done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the rights, the room and the limits of that folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No node of Kong answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of the admin nodes of this environment answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the status of Kong, or check its addresses in the environment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong is not known yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This Kong has not yet told what it can do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is asked again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A list without an end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{endpoint} sends the same page of a list again and again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something between here and Kong may rewrite the query.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List too large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list is larger than this program takes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No schema</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This version of Kong does not tell the schema of its entities.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This version of Kong cannot check an entity without writing it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong refused it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong does not take this: {field}: {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Already there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong has one like this already: {field}: {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name, or change the one that is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it belongs to is not there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong does not know what this is bound to: {field}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may have been deleted meanwhile: read again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No longer there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong does not have it any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody may have deleted it meanwhile: read again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Others need it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something else in Kong still refers to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete that first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong takes no changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This node of Kong does not take changes through its Admin API.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong without a database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This Kong has no database: its entities come from a file and cannot be changed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change its declarative configuration.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A data plane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This node is a data plane: it takes its entities from the control plane.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect to the control plane to change them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A Kong without a database is changed through its file, a data plane through its control plane.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing would change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not an entity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is no JSON object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A rule is needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a path, host or method in an API object this Kong answers every request, of all APIs, with an error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave at least one of paths, hosts or methods.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A route needs something to match by: paths, hosts, methods or headers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A list is needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} must be a list of texts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} holds an entry without text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the entry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retries are needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This Kong fails when the retries of an API object are cleared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set a number; 5 is the default.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a usable address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} cannot be called: it needs http:// or https://, a host without blanks and, where there is one, a port from 1 to 65535.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name must not be empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a usable name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} holds characters that Kong does not take in names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Letters, digits and . _ ~ - are fine everywhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path without a slash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The path {value} must start with a slash.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No regular expression here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This version of Kong does not know the mark ~ before {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out the ~: special characters alone make a regular expression here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty part in a path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} has two slashes in a row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Broken percent sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} has a % that is not followed by two hexadecimal digits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path not in its plain form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This version of Kong does not take {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write {suggestion} instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Broken regular expression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} is no regular expression: {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Misplaced asterisk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {value} one asterisk may stand, as the whole first or last part of the host.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port in a host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} has a port that this Kong does not take.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the port out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a host name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} is no host name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method in small letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} must be written in capital letters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write {suggestion}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} is no method: capital letters only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A plain path here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} looks like a regular expression; in this version only paths that start with ~ are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The console&apos;s own way in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This console reaches the Admin API through it, at {url}: the change may cut it off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A service is needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In this version of Kong every route belongs to a service.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} is no port: it must be a whole number from 0 to 65535.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This would move the plugin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The edit would bind the plugin to something else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plugin already there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is already a plugin {name} at this place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the one that is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No demo platform here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program {file} is not beside this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It comes in the same package; in a build folder, build the target of that name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo platform has ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It said: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing listens at the proxy {proxy}, through which {endpoint} is reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of the proxy {proxy} does not resolve.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proxy {proxy} did not answer in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proxy {proxy} lets nobody through to {endpoint} without a user and password that it knows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give its user and password in the environment, under Proxy in this connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proxy {proxy} closed the connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server does not understand the query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{endpoint} refused the expression.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The query took too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{endpoint} gave it up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for a shorter time or for fewer series.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The node went away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{node} was to be written to and does not answer any more. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again: another node is asked then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No management API</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{endpoint} answers, but has no such page: RabbitMQ&apos;s management API is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch on the plugin rabbitmq_management, or check the address and its path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stream cannot be purged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is a stream: it loses messages by its age and size limits only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to purge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} holds no message that is ready.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known how much it would hit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The broker does not tell how many messages {name} holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Just after a start that takes a few seconds. Otherwise its statistics are switched off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{endpoint} sent nothing for {milliseconds}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer of {endpoint} was not complete after {milliseconds}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer of {endpoint} is larger than {limit}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name that the API cannot reach</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RabbitMQ&apos;s management API takes {name} out of the address, and would act on something else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use an AMQP client for this queue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use “Move to…” for that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is gone already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong does not have it any more. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody has changed it meanwhile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its host is {host} now. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service is back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul has {service} again. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody has set it meanwhile. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong does not reach its database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With the key Kong would start over a database that it cannot use. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring the database up first, or let the migration job run again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody can tell whether the database is ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only Kong knows, and it does not answer. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the job kong-migration in Kubernetes and make it again: it migrates, then sets the key itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type an address or paste a curl command.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command names no address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several addresses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command names {addresses}: one request at a time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not for the gateway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{scheme} is neither http nor https.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} is no name of a host.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A quote is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The end of the command is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A value is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{option} wants one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No header</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{line} is not of the form Name: value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{method} is none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed meanwhile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The entity no longer has the host that was to be repaired.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no certificate in PEM form in this text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It begins with -----BEGIN CERTIFICATE-----.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No private key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no private key in PEM form in this text, or it asks for a password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong needs the key without a password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight 0 takes it away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In this version of Kong a target of weight 0 is gone from its upstream.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete it, or give it a small weight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another certificate&apos;s key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The private key does not belong to the certificate: no client could connect.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No API objects here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This Kong has no API objects: they went with 1.0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No services here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This Kong has no services and routes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not converted: a regular expression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which requests {value} of {name} takes cannot be worked out beforehand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make service and route by hand, and look at what they take.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not converted: a regular expression is near</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The route of {name} may take requests of {other}, whose {value} cannot be worked out beforehand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not converted: it matches nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has an empty list of rules and gets no request; a route without these rules would.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it a rule, or delete it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not converted: the name is taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a service {name} already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename or delete that service first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not converted: the winner is an accident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{request} is claimed twice, by {name} and another one just like it: who gets it now cannot be told.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the path from one of them first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not converted: requests would go elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{request} goes to {before} now, and would go to {after}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Convert those together, or change their rules first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody reads it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has a consumer now: what waits there is being read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The queue {name} does not exist: what is published to it would be lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody reads it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has no consumer: the e-mails would wait there instead of here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart microservice-mail first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that can be moved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of {count} looked at in {name}, none is an e-mail in a format that is known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not looked at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} counts deliveries or is a stream: looking at its messages would change them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It did not arrive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The broker could not put it into {name}. The original is where it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody else took it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was taken by another while it was being moved, and is in {name} as well: it may be sent twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A message may be lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another message came first, was taken, and could not be put back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its body is not kept. Look at the log of whoever published it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is well again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No check of {name} is critical any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The console&apos;s own login</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This console logs in to the Admin API with it: the change may cut it off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Null is no default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Null is stored as it is; the default, {value}, is taken only where a new entity leaves it out.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EventText</name>
    <message>
        <source>%1 is out of reach: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is out of reach</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not do all of its work: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not do all of its work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 answers again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service %1: %2, was %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gone: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed elsewhere: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From here: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From here: %1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FeedPane</name>
    <message>
        <source>between %1 and %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer holds native histograms only, which are not drawn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server answered no line %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 lines, those that rise highest</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n native histogram(s) are not drawn</source>
        <translation>
            <numerusform>%n native histogram is not drawn</numerusform>
            <numerusform>%n native histograms are not drawn</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilterExpression</name>
    <message>
        <source>There is no column “%1”, so the text is looked for as it stands. Columns: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The column “%1” holds no numbers to compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pattern cannot be used: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The pattern is longer than %n character(s)</source>
        <translation>
            <numerusform>The pattern is longer than %n character</numerusform>
            <numerusform>The pattern is longer than %n characters</numerusform>
        </translation>
    </message>
    <message>
        <source>The closing quote is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to look for yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FindingText</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2 is no name of Consul; meant is %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: no such name as %2 can exist in Consul</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: no instance of %2 has the tag %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 leads to %2, which is in maintenance as a whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 leads to %2, of which no instance passes its checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: Kong says port %2, Consul says %3, and Consul&apos;s word wins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: requests go to the ports %2 in turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is claimed by %2; %3 wins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is claimed by %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % of the requests to %2 end in 502 or 504</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % of all requests end in 502 or 504</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % of all requests end in 503</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong asks %1 for names, which is no Consul server today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs, but the gateway has no way to it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prometheus asks Kong for figures, but the plugin %1 is not on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong does not reach its database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The nodes of Kong use different databases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong&apos;s node %1 does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Consul knows no services: %n name(s) of the gateway lead nowhere</source>
        <translation>
            <numerusform>Consul knows no services: %n name of the gateway leads nowhere</numerusform>
            <numerusform>Consul knows no services: %n names of the gateway lead nowhere</numerusform>
        </translation>
    </message>
    <message>
        <source>Kong does not answer, and the key %1 that it waits for is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key %1 is missing: Kong will not come up again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 instances of %3 fail their checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Consul has lost the node %1 with %n instance(s)</source>
        <translation>
            <numerusform>Consul has lost the node %1 with %n instance</numerusform>
            <numerusform>Consul has lost the node %1 with %n instances</numerusform>
        </translation>
    </message>
    <message>
        <source>Consul has no leader</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 holds %n message(s) and has no consumer</source>
        <translation>
            <numerusform>%1 holds %n message and has no consumer</numerusform>
            <numerusform>%1 holds %n messages and has no consumer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n message(s) wait, and the consumer takes none</source>
        <translation>
            <numerusform>%1: %n message waits, and the consumer does not take it</numerusform>
            <numerusform>%1: %n messages wait, and the consumer takes none</numerusform>
        </translation>
    </message>
    <message>
        <source>Queue %1 is not served: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RabbitMQ&apos;s alarm is on (%1): publishers are blocked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 targets of %3 are down: %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is measured of %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prometheus is not ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not answer: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong cannot resolve the name: every request to %1 is answered with 503, and services that call each other through the gateway fail with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests to %1 go to port %2, whatever the port in Kong says. Where the service listens on %3 alone, every one ends in 502.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One address is in Consul with several ports under one name. Requests to %1 that meet a port which speaks no HTTP end in 502.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both lead to the same place. Changes and plugins of the one that loses have no effect.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only one of them is ever reached; clients of the other get the wrong service.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong was told an address where nobody answers, or not in time. %1 requests in %2 s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>503 is what Kong answers when a name leads nowhere. %1 requests in %2 s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clients get 404 for its path. It registers itself when it starts, once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This Kong has no API objects any more, and Microkubes&apos; Go services register nothing else: they start as if all were well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charts of the gateway&apos;s requests, answers and latency stay empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong goes on with what it has in memory. Nothing can be changed, and a restart does not come up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A change reaches some of the nodes only; clients get one answer or the other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other nodes serve alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every path of the gateway that leads to a service answers 503.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong&apos;s container waits for it without end when it starts, with its ports closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong runs until its next restart; then its container waits for the key without end, with its ports closed. Nothing puts it back by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul leaves them out of its answers: callers get the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of its instances is told to callers any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be registered or written, and answers may be old.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody gets the mail that an account is activated with, and the service that sent it was told that all is well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No mail is sent: neither activations nor new passwords.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The queue grows until the broker blocks all publishers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What they ask for is not done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>It holds %n message(s) without acknowledging any; the rest waits behind.</source>
        <translation>
            <numerusform>It holds %n message without acknowledging it; the rest waits behind.</numerusform>
            <numerusform>It holds %n messages without acknowledging any; the rest waits behind.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing can be published to it or read from it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The broker takes no messages in until there is room again; services that publish hang or fail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charts and alerts of it have no data; an alert that needs it never fires.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It reads its log of the last hours and answers no queries until then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is known of it while that lasts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Below Consul&apos;s domain names end with %1. An old guide of Microkubes has it wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The service that is meant, %1, is in Consul with %n instance(s).</source>
        <translation>
            <numerusform>The service that is meant, %1, is in Consul with %n instance.</numerusform>
            <numerusform>The service that is meant, %1, is in Consul with %n instances.</numerusform>
        </translation>
    </message>
    <message>
        <source>The service that is meant, %1, is not in Consul either.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul has no instance under this name, so its DNS has no answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The nearest name in Consul is %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was taken away, or has not started yet. No library of Microkubes removes its API from the gateway.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether pods of %1 run and the registrar has missed them:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul leaves instances with a critical check out of its answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the pods of %1 run, and how often they restarted:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong asks for SRV records first, and the port in them replaces the one in its own address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service may listen on %1: the registrar writes the first container port into Consul, not the one that is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some of these ports may speak another protocol: the pod has several container ports under one name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which container ports the pods of %1 declare:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong&apos;s router takes %1 for every request to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are alike in all that the router weighs: which of them wins depends on the order in which the database gives them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A service was registered under another name before, as between Microkubes&apos; manifests and its Helm chart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its library does not look at Kong&apos;s answer: a refused registration of %1 passes for a good one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Microkubes&apos; Go library posts to %1, which this Kong does not have, and takes the 404 for success.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What %1 said when it started:</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Nothing but Consul itself is registered, and Kong uses %n of its names.</source>
        <translation>
            <numerusform>Nothing but Consul itself is registered, and Kong uses %n name of it.</numerusform>
            <numerusform>Nothing but Consul itself is registered, and Kong uses %n of its names.</numerusform>
        </translation>
    </message>
    <message>
        <source>Consul runs in memory and was restarted. The registrar writes running pods back within two minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When Consul was started:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the registrar runs:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong&apos;s start script goes on only once the key is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong&apos;s start script goes on only once the key is there. It is asked at the start alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul kept it in memory and was restarted; the job that wrote it has ended and does not run again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the migrations were done:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A node whose agent is lost makes all of its instances critical.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the machine behind %1 is up:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages are ready, and no consumer is registered with the broker.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 hangs: after a restart of the broker it waits on a closed channel for ever, while its pod counts as running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“channel/connection is not open” in its log proves it:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A restart of the deployment cures it:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The versions do not fit together: older registrations publish to %1, newer mail services read %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which versions run:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the service that should read it runs:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The consumer hangs, or works on one message for very long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prometheus asks for %1. Kong serves its figures at %2; the path is left over from an older plugin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is mended in Prometheus&apos; own configuration: %1 in the job %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prometheus&apos; words above tell what it met; whether the process runs is seen on its machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong counts requests only while the plugin is on, globally or for a service.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plugin is there and switched off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name was resolved, and the address behind it refused the connection or did not answer in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An instance has died that nobody checks: it stays in Consul and gets its share. Services without any check of their own: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An instance of %1 has died. It has no check of its own, so it stays in Consul and gets its share.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong does not tell which: figures of API objects carry no name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which pods restart again and again:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong asks %1; Consul&apos;s servers are at %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul&apos;s pods were replaced. Kong looked their addresses up once, when it started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A restart of Kong makes it look them up again; the key %1 must be there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names that do not resolve for Kong, though Consul has them, or a plugin that answers 503.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“name resolution failed” in Kong&apos;s log tells which:</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n plugin(s)</source>
        <translation>
            <numerusform>%n plugin</numerusform>
            <numerusform>%n plugins</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%n instance</numerusform>
            <numerusform>%n instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
    <message>
        <source>the key %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n queue(s)</source>
        <translation>
            <numerusform>%n queue</numerusform>
            <numerusform>%n queues</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n target(s)</source>
        <translation>
            <numerusform>%n target</numerusform>
            <numerusform>%n targets</numerusform>
        </translation>
    </message>
    <message>
        <source>the gateway&apos;s answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong&apos;s resolvers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set host to %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete %1 %2…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add plugin %1 for all…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Muted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong&apos;s Admin API asks for no credential</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gateway&apos;s figures cannot be told apart by service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong resolves names through fixed addresses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul lets everybody do everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 services have no check of their own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RabbitMQ is used as %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prometheus asks for no credential</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever reaches %1 can change every route and run code in Kong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Kong&apos;s plugin gives no name to the figures of its %n API object(s): all of them are one line.</source>
        <translation>
            <numerusform>Kong&apos;s plugin gives no name to the figures of its %n API object.</numerusform>
            <numerusform>Kong&apos;s plugin gives no name to the figures of its %n API objects: all of them are one line.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, as looked up when Kong started; Consul&apos;s nodes are at %2. A virtual address stays good, the address of a pod goes with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Access control is off: whoever reaches it can register services and change keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An instance that has died stays in Consul&apos;s answers: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is the user that every broker comes with, and its password is known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever reaches %1 can read all figures, and the configuration.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bind it to the inside of the cluster, and reach it through a tunnel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Services and routes in place of API objects are counted by name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give Consul a service with a virtual address, and let Kong ask that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch access control on with deny as its default, and give each service a token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the deployments a liveness probe by HTTP or TCP: the registrar makes a check of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a user for each service and delete this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put a proxy with a password before it, or keep it inside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n API object(s)</source>
        <translation>
            <numerusform>%n API object</numerusform>
            <numerusform>%n API objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n route(s)</source>
        <translation>
            <numerusform>%n route</numerusform>
            <numerusform>%n routes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n service(s)</source>
        <translation>
            <numerusform>%n service</numerusform>
            <numerusform>%n services</numerusform>
        </translation>
    </message>
    <message>
        <source>Looked at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looked at %1 and %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not all of %1 could be looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not all of %1 could be looked at: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The credential does not see all of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 leads to %2, which Consul does not have</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate %1 has expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The certificate %1 expires in %n day(s)</source>
        <translation>
            <numerusform>The certificate %1 expires in %n day</numerusform>
            <numerusform>The certificate %1 expires in %n days</numerusform>
        </translation>
    </message>
    <message>
        <source>HTTPS through the gateway fails for whatever it stands for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HTTPS through the gateway fails for %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its time is over: clients that look at certificates refuse the connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever renews by itself has done so long before: nobody seems to renew this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new one is put in under Certificates, with its key. Where it came from may be seen here:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If its pod is gone, nobody takes the entry away: a registrar that missed the end of a pod never looks again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to %1, converted…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deregister %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They can be moved to %1, where they are read. Preparing that looks at the first hundred, which count as redelivered from then on; nothing is moved before the plan is applied.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>Severity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known whether still so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Systems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First seen %1, gone %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First seen %1, in this session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repair…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weakness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it means</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What helps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InsightText</name>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>misspelt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 instances answer, of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n instance(s) pass</source>
        <translation>
            <numerusform>%1 of %n instance passes</numerusform>
            <numerusform>%1 of %n instances pass</numerusform>
        </translation>
    </message>
    <message>
        <source>Consul can have no such name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul can have no such name: probably %1 is meant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown to Consul</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown to Consul, nearest is %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No instance of %1 answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The upstream&apos;s name is misspelt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul has no service %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>All %n of its instance(s) are critical: Consul&apos;s DNS hands out none, and Kong answers 503.</source>
        <translation>
            <numerusform>Its only instance is critical: Consul&apos;s DNS hands out none, and Kong answers 503.</numerusform>
            <numerusform>All %n of its instances are critical: Consul&apos;s DNS hands out none, and Kong answers 503.</numerusform>
        </translation>
    </message>
    <message>
        <source>Consul&apos;s DNS has no such names: Kong answers 503.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul&apos;s DNS has no such names: Kong answers 503. %1 is probably meant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong answers 503. The service is not running, or it was retired: no library ever unregisters one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong answers 503. The service is not running, it was retired, or %1 is meant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>they are alike in everything, so that it may change with a restart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>they are alike in everything, and the order of their ids decides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a route that matches goes before every API object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more kinds of rule go first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stronger kinds of rule go first (host, header, path, method, SNI)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the whole path goes before a part of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a regular expression goes before a plain path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a host without a wildcard goes first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a wildcard host with a port goes first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more headers go first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the higher regex_priority goes first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the longer path goes first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the older one goes first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this router looks only at the first host pattern that fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this router comes to it first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is also claimed by %2, which wins: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is also claimed by %2, which loses: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message>
        <source>the Go library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the Python library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the Java library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its upstream is a service of Consul, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>strip_uri is false: the Go library alone writes that</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>strip_uri is true, Kong&apos;s default: the Go library writes false</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retries, timeouts and flags are those that the libraries write</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has plugins of its own: the Java library alone makes them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a service with a route rather than an API object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its first route has paths and takes http and https, as the Java library writes it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It writes all of its fields anew at every start of the service, and takes nothing away when the service goes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It writes name, uris and upstream_url anew at every start of the service, and takes nothing away when the service goes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It writes its fields anew at every start of the service and makes all plugins anew; it takes nothing away when the service goes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It writes service and first route anew at every start of the service, and takes nothing away when the service goes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>upstream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an upstream of Kong&apos;s own: its targets are asked, not Consul</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Kong</name>
    <message>
        <source>any</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Route</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plugin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consumer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Global</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Methods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upstream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strip path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plugins</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n of them switched off</source>
        <translation>
            <numerusform>%n of them switched off</numerusform>
            <numerusform>%n of them switched off</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more of its service</source>
        <translation>
            <numerusform>%n more of its service</numerusform>
            <numerusform>%n more of its service</numerusform>
        </translation>
    </message>
    <message>
        <source>Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Updated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applies to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protocols</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Created</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loses to: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consumer not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This Kong does not tell its priority: it is taken for 0, as a plugin without one is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Priority %1: higher ones run first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is switched off: Kong acts as if it were not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of each plugin one configuration counts, that of the strongest scope. Here that is: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is bound to a consumer, but no plugin that runs before it finds out who that is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>#</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The order in which they run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Basic login</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HMAC secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JWT secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OAuth 2.0 application</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CA certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SNI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instances</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instances in Consul of the service that the upstream&apos;s host names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Active and passive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hash of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expired today</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>expired %Ln day(s) ago</source>
        <translation>
            <numerusform>expired %Ln day ago</numerusform>
            <numerusform>expired %Ln days ago</numerusform>
        </translation>
    </message>
    <message>
        <source>today</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>in %Ln day(s)</source>
        <translation>
            <numerusform>in %Ln day</numerusform>
            <numerusform>in %Ln days</numerusform>
        </translation>
    </message>
    <message>
        <source>Username</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custom id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balancing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stands for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expires</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hashed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KvTreeModel</name>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(empty name)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(the folder&apos;s own key)</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1, folder, %n key(s)</source>
        <translation>
            <numerusform>%1, folder, %n key</numerusform>
            <numerusform>%1, folder, %n keys</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MatchText</name>
    <message>
        <source>nothing</source>
        <comment>in place of an empty value</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not predicted: the router of this version of Kong is not known here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not predicted: this Kong&apos;s routes are expressions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not predicted: this is not an HTTP request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not predicted: a regular expression in the way means something else to Kong than it does here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>route %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API object %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes by %1 to %2 on %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one of its targets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing matches: Kong answers %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong refuses the path or the Host header unread: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong refuses this method: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The %1 takes HTTPS only: Kong answers %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The %1 takes HTTPS only: Kong answers %2 and points to %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The %1 has no service: Kong answers %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The %1 is for gRPC: Kong answers %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An entity has no rule at all: Kong answers %1 to every request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By %1 the upstream gets a path that servers refuse: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alike in all that the router weighs; the order of their ids decides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alike in all that the router weighs; which one wins depends on the order of the database&apos;s rows, and may change with a restart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alike in all that the router weighs; only the order of the rows decides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method: wants %1, the request has %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host: wants %1, the request has %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host: %1 would fit, but this router looks only at the first pattern that does: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path: wants %1, the request has %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Header %1: wants %2, the request has %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SNI: wants %1, the request has %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address: not one that it takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its service is switched off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not for HTTP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has no rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong leaves it out: its engine does not take this expression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not predicted: its expression means something else to Kong than it does here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matches, but a route that matches goes before every API object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matches, but the chosen one has more kinds of rule: %2 against %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matches, but the chosen one has stronger kinds of rule (host, header, path, method, SNI)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matches, but the chosen one has the whole path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matches, but a regular expression goes before a plain path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matches, but a host without a wildcard goes before one with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matches, but a wildcard host with a port goes before others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matches, but the chosen one asks for more headers: %2 against %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matches, but the chosen one has the higher regex_priority: %2 against %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matches, but the chosen one has the longer path: %2 against %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matches, but the chosen one is older: %2 against %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matches and would go first, but this router looks first where the request&apos;s header, host, path or method leads</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageCause</name>
    <message>
        <source>The broker drops it and tells nobody, unless the publisher asks with mandatory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An alarm is on: no publisher gets through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1. The broker takes nothing in until there is room again: readers empty the queues, or the limit is raised.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no exchange %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The broker closes the publisher&apos;s channel with 404.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nearest is %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is internal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other exchanges lead to it; a client that publishes to it is refused with 403.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not predicted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has a type that a plugin brings: how it chooses cannot be told from its bindings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No queue is named %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The queues could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether there is one named %1 is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is bound to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No binding of %1 matches, and its alternate exchange is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is handed on, and ends there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 leads to no queue for this message.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No binding matches; an alternate exchange is not ruled out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A policy applies to %1, and this user may not read policies.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an empty routing key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No binding of %1 matches %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nearest: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) wait.</source>
        <translation>
            <numerusform>%n message waits.</numerusform>
            <numerusform>%n messages wait.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is not served</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its state is %1. Its node %2 may be down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody reads %1 any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 from v1.1.0-beta on reads %2. What older registrations and every &quot;resend verification&quot; put here is never sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody reads %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 should. After a restart of the broker it stays away until it is restarted, although its pod runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready, and nobody reads %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It grows until the broker blocks all publishers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They stay until somebody connects.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody reads %1 now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A message would wait there until somebody connects.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The consumer of %1 hangs</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) are with it, and none is acknowledged. One that takes its time over a message looks the same.</source>
        <translation>
            <numerusform>%n message is with it, and it is not acknowledged. One that takes its time over a message looks the same.</numerusform>
            <numerusform>%n messages are with it, and none is acknowledged. One that takes its time over a message looks the same.</numerusform>
        </translation>
    </message>
    <message>
        <source>No consumer of %1 is active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are connected and wait for their turn; the broker hands nothing out to them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is slowed down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More is published than the broker can store: it holds publishers back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages in %1 expire at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its time to live is 0: only a consumer that is ready when a message comes gets it, and none is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is full and drops its oldest messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds %1 at most: each new message pushes out one that nobody has read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is full and refuses new messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds %1 at most. A publisher that asks for confirms is told; others are not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 may hold no message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its greatest length is 0: whatever is not taken at once is dropped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is read, and its next message is in the old format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 from v1.1.0-beta on does not understand it: it acknowledges the message and sends nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is read, and its next message is in the new format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever reads this queue is %1 v1.0.0-beta, and understands the old format alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next message in %1 is no e-mail that Microkubes knows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 acknowledges what it does not understand and sends nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not in the list of queues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is new, or may not be seen: what becomes of the message there is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>It comes to %n queue(s), each of which is read.</source>
        <translation>
            <numerusform>It comes to %n queue, which is read.</numerusform>
            <numerusform>It comes to %n queues, each of which is read.</numerusform>
        </translation>
    </message>
    <message>
        <source>What is rejected or expires in %1 is lost: its dead letters lead to no queue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is in its way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is read by another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 should read it; the consumers that are connected are %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>It is one of %n queue(s) that the message comes to.</source>
        <translation>
            <numerusform>It is the queue that the message comes to.</numerusform>
            <numerusform>It is one of %n queues that the message comes to.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MessagePath</name>
    <message>
        <source>without a routing key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with key %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The default exchange hands it to the queue that is named like the key</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 bindings match: it comes to %n queue(s)</source>
        <translation>
            <numerusform>%1 of %2 bindings match: it comes to %n queue</numerusform>
            <numerusform>%1 of %2 bindings match: it comes to %n queues</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its own bindings do not match; the alternate exchange %1 brings it to %n queue(s)</source>
        <translation>
            <numerusform>Its own bindings do not match; the alternate exchange %1 brings it to %n queue</numerusform>
            <numerusform>Its own bindings do not match; the alternate exchange %1 brings it to %n queues</numerusform>
        </translation>
    </message>
    <message>
        <source>No queue is named %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The queues could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The exchange has no binding: it drops everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is handed on to %1, and that leads to no queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing matches, and the alternate exchange %1 does not exist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing matches; whether its policy names an alternate exchange may not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How an exchange of this type chooses is not known here</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>None of %n binding(s) matches: the broker drops it</source>
        <translation>
            <numerusform>The one binding does not match: the broker drops it</numerusform>
            <numerusform>None of %n bindings matches: the broker drops it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n queue(s); the one to look at first is %1</source>
        <translation>
            <numerusform>%n queue: %1</numerusform>
            <numerusform>%n queues; the one to look at first is %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is not in the list of queues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not served: its state is %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is full at %2: for each new message the oldest goes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is full at %2 and refuses new messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 may hold no message at all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages in %1 expire at once, and nobody is there to take them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; how much it holds is not told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 ready, %3 unacknowledged</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n consumer(s)</source>
        <translation>
            <numerusform>%n consumer</numerusform>
            <numerusform>%n consumers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) are out and none is acknowledged</source>
        <translation>
            <numerusform>%n message is out and not acknowledged</numerusform>
            <numerusform>%n messages are out and none is acknowledged</numerusform>
        </translation>
    </message>
    <message>
        <source>Consumers are connected, and none of them is active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever reads it does not understand the next message</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Nobody reads it, and %n message(s) wait</source>
        <translation>
            <numerusform>Nobody reads it, and %n message waits</numerusform>
            <numerusform>Nobody reads it, and %n messages wait</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody reads it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 should read it, and does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 should read it; it is read by %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 should read it: %n instance(s) in Consul, none connected</source>
        <translation>
            <numerusform>%1 should read it: %n instance in Consul, not connected</numerusform>
            <numerusform>%1 should read it: %n instances in Consul, none connected</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 should read it, and is not connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only %1 v1.0.0-beta reads this queue; from v1.1.0-beta on it reads email-queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 v1.0.0-beta reads this queue, in the old format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 should read it; that it is the one connected cannot be proven</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No rule of Microkubes speaks of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Binding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key is the name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of the default exchange</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bindings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not predicted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None leads on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing comes near</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>near: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n match</numerusform>
            <numerusform>%n matches</numerusform>
        </translation>
    </message>
    <message>
        <source>of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by way of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consumer</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n unacknowledged</source>
        <translation>
            <numerusform>%n unacknowledged</numerusform>
            <numerusform>%n unacknowledged</numerusform>
        </translation>
    </message>
    <message>
        <source>prefetch %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(default)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Publish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consumers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Microkubes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No rule speaks of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The message does not come so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An alarm blocks all publishers: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To %1, %2, in virtual host %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The default exchange: every queue is bound to it by its name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no exchange %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no exchange %1; nearest: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is internal: no client may publish to it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of type %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Doubtful</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Broken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Publisher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No routing key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>blocked by an alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>virtual host %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not exist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>internal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>direct</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>And</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message>
        <source>in the table below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>who they are is not told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>should be %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(no arguments)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>published to it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>alternate of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bound to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not listed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not served</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expires at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full, drops</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full, refuses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consumer hangs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slowed down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No consumer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expires after %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deleted after %1 unused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at most %1 deliveries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refuses beyond %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>drops the oldest beyond %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (policy)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dead letters are lost: no exchange %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dead letters to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dead letters are lost: %1 leads to no queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dead letters to exchange %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>idle for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its connection is blocked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stream gives no single message.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The queue belongs to one connection alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The queue is not served.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No message is ready in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It counts deliveries: each look would bring the message nearer to its end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether it counts deliveries is not known yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not in the list of queues.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>password reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>account verification</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E-mail in the old format: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E-mail in the new format: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No format that is known here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address in data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Template</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageTables</name>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unacked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consumers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What else becomes of messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who it is cannot be proven from here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul has exactly this service at the address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prefetch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it comes there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key or arguments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leads to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exchange %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>comes near</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>leads here, too</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MetricsText</name>
    <message>
        <source>Kong tells it since version 1.3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong tells it since version 2.1, and since 3.0 only with %1 in the prometheus plugin&apos;s configuration.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong tells it only while its prometheus plugin is on and a request has passed. Since 3.0 the plugin&apos;s %1, %2 and %3 are off at first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RabbitMQ tells it through its plugin %1, since version 3.8.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not scraped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No job of this Prometheus looks like %1. Add one to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not scraped yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The job %1 waits for its first look at %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The job %1 reads %2, and there is no such page (404).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong&apos;s own plugin answers at %1: set %2 in that job.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is the prometheus plugin among the loaded plugins of this Kong?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The target of %1 answers 404</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of the job %2 is down: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The target of %1 is down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is scraped and does not have %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> or </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is scraped and has none of the metrics that are drawn here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such metric here</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PathCause</name>
    <message>
        <source>Not predicted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send it through the proxy to see which one is chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing matches this request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No object comes near. Look at the path, or make a route for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It comes near to %1. What keeps each from matching stands below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two objects claim this request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and %2 are alike in all that the router weighs: which of them gets it may change with a restart. Take the path away from one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 gets it because it is older; %2 gets nothing of it. Take the path away from one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong answers by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every request here ends in 503.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a name in Consul</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such name can exist. Consul&apos;s services are NAME.service.consul.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 should be %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Consul has %n instance(s) of %1.</source>
        <translation>
            <numerusform>Consul has %n instance of %1.</numerusform>
            <numerusform>Consul has %n instances of %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no %1 either; nearest is %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no %1 either: the service has to register itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul has no instance of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of a similar name is there. The service is not running, has not registered itself, or was retired: then its entry on the gateway can go.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nearest is %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul has forgotten all services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A Consul without a disk loses its catalog when it restarts. Wait for the next registration, two minutes at most, or restart the registrar.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No instance of %1 can be seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The credential for Consul does not see everything: whether there are any is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No instance of %1 has the tag %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their tags are %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All instances of %1 are critical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul leaves them out of its answers. Look at their checks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 can be asked for as SRV only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This Kong&apos;s %1 is %2: add SRV to it, or write the host as NAME.service.consul.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul has no node %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong&apos;s upstream %1 has no targets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it one, or let the service&apos;s host be the name in Consul.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instances on different ports</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul gives the ports %1 for %2 in turns. If one of them does not speak HTTP, one request in so many fails: register it under a name of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two ports for one service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong asks Consul for an SRV record first, and its port replaces the one in the upstream address. Consul says %1, Kong %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong asks for A records first, so its own port counts. Consul says %1, Kong %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If the service does not listen on the one in use, every request ends in 502.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LAST in dns_order: after one failed SRV answer Kong goes on with A records, and with the other port, until it restarts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong does not tell its dns_order; its default is assumed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repair: host %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes %1, can be undone. A service that registers itself writes the old name again at its next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing stands in the way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that is known stands in the way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All that can be seen from here is well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is not known is marked with a broken ring. Sending the request through the proxy tells more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ends the request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It answers %1 to whatever comes this way. Switch it off to let requests pass.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 asks who sends this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request has no credential of the kind, so Kong answers %1. Give it one in its headers to see farther.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Targets that fail in Consul</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong answered %1, as predicted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reached its service, as predicted: it answered %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answered %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answered %1 by %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answered %1, not as predicted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This node does not tell which route it chose (%1 is off).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong chose %1; predicted was %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predicted was %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predicted was that the request reaches its service.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong cannot resolve %1, Consul could. Kong asks %2: compare it with Consul&apos;s addresses of today.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its own resolver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing answers on port %1 of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not answer in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong says: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>service %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all in all %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Options of curl that are not known here are passed over: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shell would put something else in for %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the first request is followed, no redirect.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PathNodes</name>
    <message>
        <source>Client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without a host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Route</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not predicted</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n compared</source>
        <translation>
            <numerusform>%n compared</numerusform>
            <numerusform>%n compared</numerusform>
        </translation>
    </message>
    <message>
        <source>None matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>answers %1 itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n other(s) claim it too</source>
        <translation>
            <numerusform>%n other claims it too</numerusform>
            <numerusform>%n others claim it too</numerusform>
        </translation>
    </message>
    <message>
        <source>no rule for paths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>path %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message>
        <source>passed on as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None in force</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n in force</source>
        <translation>
            <numerusform>%n in force</numerusform>
            <numerusform>%n in force</numerusform>
        </translation>
    </message>
    <message>
        <source>Not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>list could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>answers %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plugins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>path kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>port %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>port not told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upstream host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong upstream</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n target(s)</source>
        <translation>
            <numerusform>%n target</numerusform>
            <numerusform>%n targets</numerusform>
        </translation>
    </message>
    <message>
        <source>port %1 beats %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>port %1, Consul says %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ports %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul SRV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul A</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
    <message>
        <source>Consul</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>503 from Kong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 instances</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 with this tag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All critical</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%n instance</numerusform>
            <numerusform>%n instances</numerusform>
        </translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing to resolve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no host is told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instance %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instances</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message>
        <source>listed below</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PathTables</name>
    <message>
        <source>Port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Route</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What decided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PathText</name>
    <message>
        <source>%1 with host %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 without a host</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Nothing matches among %n object(s): Kong answers 404</source>
        <translation>
            <numerusform>Nothing matches, not even the only object: Kong answers 404</numerusform>
            <numerusform>Nothing matches among %n objects: Kong answers 404</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; nearest: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API object %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Route %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, and as good: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, because it is older than %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1; %n other(s) would match and stand back</source>
        <translation>
            <numerusform>%1; %n other would match and stands back</numerusform>
            <numerusform>%1; %n others would match and stand back</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; nothing else matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which plugins run is not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No plugin runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ends the request with %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 finds no credential in the request: Kong answers %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In this order: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path stays %1, %2 is %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path %1 becomes %2, %3 is %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the host header stays %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the host header becomes %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the host header becomes that of a target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%n instance</numerusform>
            <numerusform>%n instances</numerusform>
        </translation>
    </message>
    <message>
        <source>SRV before A: %1, port %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A records: %1, the configured port %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, not %2 as configured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, not %2 as Consul says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: they take turns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not exist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul has no instance of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul has no services at all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No instance of %1 that this credential may see</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>None of the %n instance(s) has the tag %1</source>
        <translation>
            <numerusform>The only instance does not have the tag %1</numerusform>
            <numerusform>None of the %n instances has the tag %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n instance(s) are critical: Consul gives none away</source>
        <translation>
            <numerusform>The only instance is critical: Consul does not give it away</numerusform>
            <numerusform>All %n instances are critical: Consul gives none away</numerusform>
        </translation>
    </message>
    <message>
        <source>Answered by datacenter %1, which this console does not look into</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 exists as SRV alone, and dns_order has no SRV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong&apos;s upstream %1 has no targets</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Kong&apos;s upstream %1 with %n target(s)</source>
        <translation>
            <numerusform>Kong&apos;s upstream %1 with %n target</numerusform>
            <numerusform>Kong&apos;s upstream %1 with %n targets</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 may be one of Kong&apos;s upstreams, or a name that its resolver knows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is no name of Consul: whoever Kong asks for names decides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An address: nothing is resolved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An address: nothing is resolved; Consul knows %1 there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address of node %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul has no node %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prepared query %1 decides in Consul</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul&apos;s instances could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This environment has no Consul to look into</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it leads is not told: the service or its address could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>All checks of %n instance(s) pass</source>
        <translation>
            <numerusform>All checks of the only instance pass</numerusform>
            <numerusform>All checks of %n instances pass</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n instance(s) with a warning</source>
        <translation>
            <numerusform>%1 of %n instance with a warning</numerusform>
            <numerusform>%1 of %n instances with a warning</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n instance(s) have no check of their own: nobody knows whether they answer</source>
        <translation>
            <numerusform>%1 of %n instance has no check of its own: nobody knows whether it answers</numerusform>
            <numerusform>%1 of %n instances have no check of their own: nobody knows whether they answer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n target(s) fail in Consul, and Kong asks them all the same</source>
        <translation>
            <numerusform>%1 of %n target fails in Consul, and Kong asks it all the same</numerusform>
            <numerusform>%1 of %n targets fail in Consul, and Kong asks them all the same</numerusform>
        </translation>
    </message>
    <message>
        <source>Where it ends up is not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody has looked whether it answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Match</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plugins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rewrite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resolve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request does not come so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not predicted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May fail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No way on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Broken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server says so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follows from the server&apos;s rules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be known for sure from here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the request above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>passing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>critical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>critical, left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in maintenance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in maintenance, left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no check of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not looked at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul SRV record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong target %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong upstream URL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ignored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1. %2: %3. %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong&apos;s upstream %1, whose targets are not read yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Plan</name>
    <message>
        <source>Undo: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change key %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create key %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete key %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Delete folder %1 with %n key(s)</source>
        <translation>
            <numerusform>Delete folder %1 with %n key</numerusform>
            <numerusform>Delete folder %1 with %n keys</numerusform>
        </translation>
    </message>
    <message>
        <source>Write %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>key(s)</source>
        <translation>
            <numerusform>key</numerusform>
            <numerusform>keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>service(s)</source>
        <translation>
            <numerusform>service</numerusform>
            <numerusform>services</numerusform>
        </translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server did it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was refused: nothing has been changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody else changed it first: nothing has been overwritten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was sent and no answer came: only reading can tell whether it was done. It is never sent again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An earlier step stopped the plan: this one was not sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be brought back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) appeared in %1 since and were left alone</source>
        <translation>
            <numerusform>%n key appeared in %1 since and was left alone</numerusform>
            <numerusform>%n keys appeared in %1 since and were left alone</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is locked by the session %2. Deleting it takes the lock, and undoing cannot give it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Apply %n change(s)</source>
        <translation>
            <numerusform>Apply %n change</numerusform>
            <numerusform>Apply %n changes</numerusform>
        </translation>
    </message>
    <message>
        <source>Done, but the server holds something else than was predicted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped at step %1 of %2 (%3): %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy %1 %2 as %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch on %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch off %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Delete %1 %2 and %n that hang(s) on it</source>
        <translation>
            <numerusform>Delete %1 %2 and %n entity that hangs on it</numerusform>
            <numerusform>Delete %1 %2 and %n entities that hang on it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n entity(ies) of Kong</source>
        <translation>
            <numerusform>Delete %n entity of Kong</numerusform>
            <numerusform>Delete %n entities of Kong</numerusform>
        </translation>
    </message>
    <message>
        <source>Make plugin %1 global</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move plugin %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the Go library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the Python library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the Java library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 probably registers itself through %2, which makes its plugins anew at every start of the service: this change lasts until then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 probably registers itself through %2, which writes these back at every start of the service: %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n route(s)</source>
        <translation>
            <numerusform>%n route</numerusform>
            <numerusform>%n routes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n plugin(s)</source>
        <translation>
            <numerusform>%n plugin</numerusform>
            <numerusform>%n plugins</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With %1 goes: %2. Undoing brings them back under the same ids.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 looks like a regular expression; in this version only paths that start with ~ are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This console reaches the Admin API through it, at %1: the change may cut it off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>API object(s)</source>
        <translation>
            <numerusform>API object</numerusform>
            <numerusform>API objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>route(s)</source>
        <translation>
            <numerusform>route</numerusform>
            <numerusform>routes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>plugin(s)</source>
        <translation>
            <numerusform>plugin</numerusform>
            <numerusform>plugins</numerusform>
        </translation>
    </message>
    <message>
        <source>Requests to %1 of these services get no answer but 404 then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests to %1 of %2 get no answer but 404 then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Purge queue %1: %n message(s)</source>
        <translation>
            <numerusform>Purge queue %1: %n message</numerusform>
            <numerusform>Purge queue %1: %n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Purge %1 queues: %n message(s)</source>
        <translation>
            <numerusform>Purge %1 queues: %n message</numerusform>
            <numerusform>Purge %1 queues: %n messages</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete queue %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n ready message(s) in %1 go for good.</source>
        <translation>
            <numerusform>%n ready message in %1 goes for good.</numerusform>
            <numerusform>%n ready messages in %1 go for good.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that consumers hold unacknowledged stay(s).</source>
        <translation>
            <numerusform>%n that a consumer holds unacknowledged stays.</numerusform>
            <numerusform>%n that consumers hold unacknowledged stay.</numerusform>
        </translation>
    </message>
    <message>
        <source>The count is as the broker sampled it, up to 5 s ago. It is read again before the purge, which is not sent if more than %1 are there by then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n consumer(s) read(s) from it now.</source>
        <translation>
            <numerusform>%n consumer reads from it now.</numerusform>
            <numerusform>%n consumers read from it now.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody reads from it now; if somebody does by then, nothing is sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 goes with its bindings and %n message(s).</source>
        <translation>
            <numerusform>%1 goes with its bindings and %n message.</numerusform>
            <numerusform>%1 goes with its bindings and %n messages.</numerusform>
        </translation>
    </message>
    <message>
        <source>The broker refuses if it is not empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The broker refuses if somebody reads from it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n consumer(s) is (are) cut off.</source>
        <translation>
            <numerusform>%n consumer is cut off.</numerusform>
            <numerusform>%n consumers are cut off.</numerusform>
        </translation>
    </message>
    <message>
        <source>Purge %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>queue(s)</source>
        <translation>
            <numerusform>queue</numerusform>
            <numerusform>queues</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Purge %n message(s)</source>
        <translation>
            <numerusform>Purge %n message</numerusform>
            <numerusform>Purge %n messages</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy plugin %1 as a global one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy plugin %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No library ever takes an entry away: it stays until somebody deletes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing shows that a library registers this, so it will not come back by itself: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If its service starts again it comes back by itself, because %2 probably registers it: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Service %1 stays: %n other route(s) lead(s) to it.</source>
        <translation>
            <numerusform>Service %1 stays: %n other route leads to it.</numerusform>
            <numerusform>Service %1 stays: %n other routes lead to it.</numerusform>
        </translation>
    </message>
    <message>
        <source>It is sent to the letter as %1 sends it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Converted as well: %1. A route goes before every API object, and would take requests of these.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 takes HTTPS only. As a route it also takes plain requests of which a trusted proxy says X-Forwarded-Proto: https.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The upstream address of %1 ends in %2, which Kong never sends; a service cannot hold it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When its service starts next %2 will probably make the API object anew, without effect, because the route goes first: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The API objects stay, without effect: the routes go first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drain %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Mark %1 healthy on %n node(s)</source>
        <translation>
            <numerusform>Mark %1 healthy on %n node</numerusform>
            <numerusform>Mark %1 healthy on %n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mark %1 unhealthy on %n node(s)</source>
        <translation>
            <numerusform>Mark %1 unhealthy on %n node</numerusform>
            <numerusform>Mark %1 unhealthy on %n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Unregister %n of Kong&apos;s entries</source>
        <translation>
            <numerusform>Unregister %n of Kong&apos;s entries</numerusform>
            <numerusform>Unregister %n of Kong&apos;s entries</numerusform>
        </translation>
    </message>
    <message>
        <source>Unregister %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Register %1 as %2 does</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Turn %1 and %n other API object(s) into services and routes</source>
        <translation>
            <numerusform>Turn %1 and %n other API object into services and routes</numerusform>
            <numerusform>Turn %1 and %n other API objects into services and routes</numerusform>
        </translation>
    </message>
    <message>
        <source>Turn API object %1 into a service and a route</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With %1 goes: %2. Undoing brings them back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong tells passwords only hashed: that of %1 cannot be brought back by undoing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>consumer(s)</source>
        <translation>
            <numerusform>consumer</numerusform>
            <numerusform>consumers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>API key(s)</source>
        <translation>
            <numerusform>API key</numerusform>
            <numerusform>API keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>basic login(s)</source>
        <translation>
            <numerusform>basic login</numerusform>
            <numerusform>basic logins</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>HMAC secret(s)</source>
        <translation>
            <numerusform>HMAC secret</numerusform>
            <numerusform>HMAC secrets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>JWT secret(s)</source>
        <translation>
            <numerusform>JWT secret</numerusform>
            <numerusform>JWT secrets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>OAuth 2.0 application(s)</source>
        <translation>
            <numerusform>OAuth 2.0 application</numerusform>
            <numerusform>OAuth 2.0 applications</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>group membership(s)</source>
        <translation>
            <numerusform>group membership</numerusform>
            <numerusform>group memberships</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>upstream(s)</source>
        <translation>
            <numerusform>upstream</numerusform>
            <numerusform>upstreams</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>target(s)</source>
        <translation>
            <numerusform>target</numerusform>
            <numerusform>targets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>certificate(s)</source>
        <translation>
            <numerusform>certificate</numerusform>
            <numerusform>certificates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>CA certificate(s)</source>
        <translation>
            <numerusform>CA certificate</numerusform>
            <numerusform>CA certificates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>SNI(s)</source>
        <translation>
            <numerusform>SNI</numerusform>
            <numerusform>SNIs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>vault(s)</source>
        <translation>
            <numerusform>vault</numerusform>
            <numerusform>vaults</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>key set(s)</source>
        <translation>
            <numerusform>key set</numerusform>
            <numerusform>key sets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>cryptographic key(s)</source>
        <translation>
            <numerusform>cryptographic key</numerusform>
            <numerusform>cryptographic keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n e-mail(s) from %1 to %2</source>
        <translation>
            <numerusform>Move %n e-mail from %1 to %2</numerusform>
            <numerusform>Move %n e-mails from %1 to %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Each is published to %1 in the format that is read there, and taken from %2 once the broker has it: if that is cut off in between, one may be sent twice, and none is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n that is (are) no such e-mail stay(s) in %1, at its end.</source>
        <translation>
            <numerusform>%n that is no such e-mail stays in %1, at its end.</numerusform>
            <numerusform>%n that are no such e-mails stay in %1, at its end.</numerusform>
        </translation>
    </message>
    <message>
        <source>It ends before one with headers, which would not survive.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 more are behind these: move them afterwards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can&apos;t be undone: what arrives in %1 is read and sent at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was registered with the agent that answers here, which forgets it for good. Whoever registered it may do so again: a registrar does as long as the pod runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is taken out of the catalog: no agent that is alive on %2 has it, so nobody puts it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The agent of %2 is alive and puts %1 back within about a minute: deregister it there, or this does not last.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Undoing registers %1 again without its %n check(s): what they do is not told.</source>
        <translation>
            <numerusform>Undoing registers %1 again without its check: what it does is not told.</numerusform>
            <numerusform>Undoing registers %1 again without its %n checks: what they do is not told.</numerusform>
        </translation>
    </message>
    <message>
        <source>Deregister %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>message(s)</source>
        <translation>
            <numerusform>message</numerusform>
            <numerusform>messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>instance(s)</source>
        <translation>
            <numerusform>instance</numerusform>
            <numerusform>instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n e-mail(s)</source>
        <translation>
            <numerusform>Move %n e-mail</numerusform>
            <numerusform>Move %n e-mails</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 becomes null. That is stored as it is: the default, %2, is taken only where a new entity leaves it out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This console logs in to the Admin API with it: the change may cut it off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n e-mail(s) moved of %1</source>
        <translation>
            <numerusform>%n e-mail moved of %1</numerusform>
            <numerusform>%n e-mails moved of %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanPreview</name>
    <message numerus="yes">
        <source>in %n request(s), in this order</source>
        <translation>
            <numerusform>in %n request, in this order</numerusform>
            <numerusform>in %n requests, in this order</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This deletes %n entry(ies).</source>
        <translation>
            <numerusform>This deletes %n entry.</numerusform>
            <numerusform>This deletes %n entries.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QAbstractSpinBox</name>
    <message>
        <source>&amp;Select All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Step up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step &amp;down</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QLineEdit</name>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select All</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yes to &amp;All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>N&amp;o to All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Abort</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore Defaults</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Ctrl</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Del</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Home</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PgDown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QWidgetTextControl</name>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;Link Location</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select All</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Queues</name>
    <message>
        <source>Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Crashed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No majority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No consumer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Idle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slowed down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1/min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs a look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exclusive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>auto-delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Virtual host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unacked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consumers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Publish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deliver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Growth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change of all messages in a minute, over the last minute that was watched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the queue&apos;s process uses in the broker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Policy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready over time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As this console has seen it while it looked, up to an hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consumer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prefetch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From exchange</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(default)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routing key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RowExport</name>
    <message>
        <source>Export shown rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export chosen rows</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Schema</name>
    <message>
        <source>It must be given.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It must stay empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It must be of type “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It must be from %1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It must be more than %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It must start with “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It must not match the pattern %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It must match the pattern %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It must not be empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It must have a length of %1 at least.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It must have a length of %1 at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is one of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be one of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is none of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be none of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is more than %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be more than %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has %1 in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must have %1 in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> and </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more than %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>length %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>length from %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>length up to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>starts with %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least one of these must be set: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exactly one of these must be set: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only one of these may be set: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All or none of these must be set: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These must differ: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where %1 %2, %3 %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where %1 %2, at least one of these must be set: %3.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Services</name>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Critical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passing instances</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished">%1 of %2</translation>
    </message>
    <message>
        <source>Instances</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without own check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartLadder</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong does not reach it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not answer, or has no leader</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not set: Kong&apos;s start waits for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, missing: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, nobody serves: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no queue of mails yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nobody reads %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing to scrape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, down: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reachable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong&apos;s database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key kong-migrations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Services in Kong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Services in Consul</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The queue of mails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prometheus&apos; targets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known: only Kong tells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>everything waits for: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>missing: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) not known</source>
        <translation>
            <numerusform>%n step not known</numerusform>
            <numerusform>%n steps not known</numerusform>
        </translation>
    </message>
    <message>
        <source>complete</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Works</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Critical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StoreState</name>
    <message>
        <source>%1 so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>next try %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The list is not complete: reading broke off after %n row(s).</source>
        <translation>
            <numerusform>The list is not complete: reading broke off after %n row.</numerusform>
            <numerusform>The list is not complete: reading broke off after %n rows.</numerusform>
        </translation>
    </message>
    <message>
        <source>The answer is only a part (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server left out what this credential may not see.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not configured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stale, %1 old</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused, %1 old</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes arrive by themselves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has the tag %2: only queues of the virtual hosts that this user may enter are here. The tag monitoring shows all.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Already running (process %1): its window was raised.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Process %1 holds the configuration folder and does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lock file in %1 cannot be made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cryptography library cannot be used on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::AboutDialog</name>
    <message>
        <source>About Microkubes Console</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operations console for a Microkubes platform: Kong, Consul, RabbitMQ and Prometheus.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later, without any warranty. You may use, change and pass it on under these terms.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts and their licences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy version details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::ActivityBar</name>
    <message>
        <source>Activity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No plan running</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::ActivityDrawer</name>
    <message>
        <source>Activity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close activity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::ActivityPane</name>
    <message>
        <source>HTTP calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tunnels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo until you close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No plan running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 calls/s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::ApiForm</name>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client &amp;paths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>H&amp;osts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Methods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Upstream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Strip the client path before sending on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep the client&apos;s Host header</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Retries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect &amp;time-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;end time-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rea&amp;d time-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;HTTPS only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Trust X-Forwarded-Proto of what ends HTTPS before Kong</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::Banner</name>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::BulkBar</name>
    <message>
        <source>Selected rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear selection</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::CertificateDrawer</name>
    <message>
        <source>It cannot be read: no client can connect with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expires: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expires</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Authority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SNI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used by service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind of vault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Description</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::CertificatesPanel</name>
    <message>
        <source>Certificates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter certificates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No certificates yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With a certificate and the names that it stands for Kong answers https.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the right to read certificates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New CA certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New SNI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New vault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New key set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an SNI…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a key…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::ChartFeed</name>
    <message>
        <source>(no name)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::ChartLegend</name>
    <message>
        <source>%1, shown alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Min</source>
        <comment>lowest value in a chart&apos;s legend</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Max</source>
        <comment>highest value in a chart&apos;s legend</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last</source>
        <comment>newest value in a chart&apos;s legend</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter shows a line alone, Space adds one</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::ChartPane</name>
    <message>
        <source>More about %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Legend of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers of %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::ChartScale</name>
    <message>
        <source>%1 B</source>
        <translation type="unfinished">%1 B</translation>
    </message>
    <message>
        <source>%1 KiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 MiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 GiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 TiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 B/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 KiB/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 MiB/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 GiB/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 TiB/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished">%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <comment>hours</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 d</source>
        <comment>days</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 T</source>
        <comment>million millions</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 G</source>
        <comment>thousand millions</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 M</source>
        <comment>millions</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1%</source>
        <comment>percent</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>date on a chart&apos;s time axis</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::CheckList</name>
    <message>
        <source>Maintenance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of the node</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::CodeEditor</name>
    <message>
        <source>Find</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find in text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next match</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close find bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read-only text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tab indents. Press Esc and then Tab to leave the editor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n matches</source>
        <translation>
            <numerusform>%n match</numerusform>
            <numerusform>%n matches</numerusform>
        </translation>
    </message>
    <message>
        <source>not found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::CommandLine</name>
    <message>
        <source>Open this environment: its name, or a file that holds one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name|file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong&apos;s Admin API; give it once for each node.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>url</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where Kong takes requests.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Header for Kong&apos;s Admin API: &apos;Name: env:VARIABLE&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>header</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul&apos;s HTTP API.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul&apos;s token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>env:variable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RabbitMQ&apos;s management API.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RabbitMQ&apos;s user.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RabbitMQ&apos;s password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prometheus&apos; HTTP API.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bearer token for Prometheus.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep everything that the program writes in this folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let no writing request leave this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint every panel and main dialog into this folder and end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With --tour: light or dark only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>light|dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With --tour: the window&apos;s size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WxH</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With --check: print JSON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print the version and end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print this help and end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operations console for a Microkubes platform: Kong, Consul, RabbitMQ and Prometheus in one window.
Secrets are given as env:VARIABLE; the program then reads that environment variable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1: &quot;env:&quot; needs the name of an environment variable behind it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1 was given in clear: others on this computer can read it in the list of processes. Use env:VARIABLE instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unexpected argument &quot;%1&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1 is given more than once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1 needs a value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1 needs --%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1: this is not an address such as http://host:8500.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1: user name and password were taken out of the address; others on this computer can read them in the list of processes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1: the address holds a credential already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1 wants &apos;Name: env:VARIABLE&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give either --%1 or addresses, not both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The addresses do not make an environment (%1: %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1 is light or dark.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1 is width and height, such as 1440x900.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1 and --%2 do not go together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1 needs --%2 or addresses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start with the environment editor where no environment is opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start a simulated platform on this computer and open it; it ends with this program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1 opens a platform of its own: give neither --%2 nor addresses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a window: tell for each request of standard input, one JSON object a line, which route or API object the Kong of this file (its version and rows) would choose and what the upstream would see.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--%1 reads a file: give no addresses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a window: reach each system, print version, latency, credential, counts and what is broken. Ends with 0: all well, 1: something is wrong, 2: wrong usage.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::CommandPalette</name>
    <message>
        <source>Search or run a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>copy name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>star</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, result %2 of %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::ConsentDialog</name>
    <message>
        <source>Review this environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept and connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick each one that you have read and want.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::ConsentForm</name>
    <message>
        <source>It was not written by this program. Nothing is connected until each of these is accepted.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::ConsentRow</name>
    <message>
        <source>Send the value of the environment variable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run the program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send everything through the proxy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the key or certificate in the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trust the authorities in the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trust the certificate with the fingerprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept a certificate made out to the name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for %1. Its options let it run other programs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::ConsumerDrawer</name>
    <message>
        <source>Credentials and groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a credential</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plugins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plugins of this consumer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Username</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custom id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not all could be read: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None yet. Without a credential nobody can come as this consumer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shown this once: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::ConsumersPanel</name>
    <message>
        <source>Consumers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter consumers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No consumers yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A consumer is somebody whom plugins can tell from others: by a key, a login or a token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New consumer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the right to read consumers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose key is this?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New API key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New basic login</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New HMAC secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New JWT secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New OAuth 2.0 application</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New group</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::ConvertDialog</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message>
        <source>Turn into service and route</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n API object(s)</source>
        <translation>
            <numerusform>%n API object</numerusform>
            <numerusform>%n API objects</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 becomes a service with the same plugins, and a route with the same rules. Requests go where they go now: that is worked out before anything is sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Converted as well: %1. On this Kong a route goes before every API object, however exact, and would take their requests.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each service gets figures of its own in Prometheus then, and survives an upgrade: API objects went with Kong 1.0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the API objects at the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the plan…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::DashboardPage</name>
    <message>
        <source>Open as a query</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::DemoMenu</name>
    <message>
        <source>Let something go wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All well again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::DemoRun</name>
    <message>
        <source>Demo platform</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::DesktopNotice</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n new critical finding(s)</source>
        <translation>
            <numerusform>%1: %n new critical finding</numerusform>
            <numerusform>%1: %n new critical findings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mk::DetailDrawer</name>
    <message>
        <source>Open in its own window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::DetailWindow</name>
    <message>
        <source>This is not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was last seen of it stays here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <extracomment>title of a window: what it shows, environment</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::DialogFrame</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::DiffModel</name>
    <message>
        <source>Line %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removed, line %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added, line %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conflict, line %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n unchanged lines, folded</source>
        <translation>
            <numerusform>%n unchanged line, folded</numerusform>
            <numerusform>%n unchanged lines, folded</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mk::DiffView</name>
    <message numerus="yes">
        <source>%n unchanged lines</source>
        <translation>
            <numerusform>%n unchanged line</numerusform>
            <numerusform>%n unchanged lines</numerusform>
        </translation>
    </message>
    <message>
        <source>the line break at the end differs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::EditorPage</name>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted on the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed on the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard mine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review and save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::EndpointDialog</name>
    <message>
        <source>stored; type to replace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Basic, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bearer token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Authorities (PEM)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client certificate (PEM)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client key (PEM)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lets the program run other code: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from the variable %1; type to replace</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::EndpointForm</name>
    <message>
        <source>Credential</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User and password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bearer token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key in a header</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Header</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name of an environment variable instead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TLS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Authorities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the system&apos;s authorities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trusted SHA-256</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none: the certificate must be signed by an authority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the host of the address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SOCKS 5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proxy user</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proxy password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tunnel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{port} is the local port that the console picks, {host} and {remotePort} those of the address. No shell is involved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>where the proxy asks for a login</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::EndpointRow</name>
    <message>
        <source>%1 address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 credential and connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It works, but</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate not trusted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SHA-256 %1, issued by %2, valid to %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trust this certificate</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::EntityEditor</name>
    <message>
        <source>JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being sent…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsaved work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you typed has not been saved. Leave it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was deleted by somebody else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of yours is lost. “Create” makes it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It changed on the server while you were editing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yours is still here and nothing was overwritten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It changed while you were editing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was overwritten. Where both changed the same, choose; the rest is settled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server would not take it like this</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::EntityForm</name>
    <message>
        <source>A whole number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a whole number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the Go library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the Python library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the Java library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This service probably registers itself through %1, which writes this back when the service starts.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::EntityTable</name>
    <message>
        <source>Sort by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::EnvironmentButton</name>
    <message>
        <source>Environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No environment</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::EnvironmentForm</name>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>production asks for typed names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Access</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no writing request leaves this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch in background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>also while the window is minimised</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::EnvironmentsDialog</name>
    <message>
        <source>Environments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker Swarm…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kubernetes (kubectl port-forward)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kubernetes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual ports of this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate of the chosen one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Endpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>each is optional</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add Kong node</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n system(s)</source>
        <translation>
            <numerusform>%n system</numerusform>
            <numerusform>%n systems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n Kong nodes</source>
        <translation>
            <numerusform>%n Kong node</numerusform>
            <numerusform>%n Kong nodes</numerusform>
        </translation>
    </message>
    <message>
        <source>read-only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n imported. What they would run is asked about before anything is connected.</source>
        <translation>
            <numerusform>%n imported. What they would run is asked about before anything is connected.</numerusform>
            <numerusform>%n imported. What they would run is asked about before anything is connected.</numerusform>
        </translation>
    </message>
    <message>
        <source>Docker Swarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A host of the swarm, whose published ports are used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not the name of a host.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>node %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong proxy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passwords are kept in the system&apos;s key ring.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passwords are kept in the encrypted file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no key ring: passwords are kept until you close. Settings offers an encrypted file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Tested %1: %2 of %n endpoint(s) work.</source>
        <translation>
            <numerusform>Tested %1: %2 of %n endpoint work.</numerusform>
            <numerusform>Tested %1: %2 of %n endpoints work.</numerusform>
        </translation>
    </message>
    <message>
        <source>A secret could not be stored: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::FactGrid</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy %1</source>
        <extracomment>%1 is the label of a value, such as &quot;Id&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::FilterBar</name>
    <message>
        <source>Saved filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::FilterEdit</name>
    <message>
        <source>Filter: words, field:value, -field:value, /regex/</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::FindingDrawer</name>
    <message>
        <source>What is certain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is likely</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What only Kubernetes or a log can tell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy explanation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last seen %1; not known whether it still is so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Muted: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gone since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens it in its panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Systems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Identifier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The way of a message into this queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The way of a request to it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::FindingsPanel</name>
    <message>
        <source>Findings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter findings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which findings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standing weaknesses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Muted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>they stand every day and raise no alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export shown rows as CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export shown rows as JSON…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n critical</source>
        <translation>
            <numerusform>%n critical</numerusform>
            <numerusform>%n critical</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message>
        <source>No environment is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is muted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A finding that is known and can wait is muted with a reason, and listed here until it is unmuted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has gone yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was found since this environment was opened and is so no longer is listed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is broken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing broken was found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing matches the filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There may be more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No environment is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in a window of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to where it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::HttpLogModel</name>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>attempt %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::HttpLogPage</name>
    <message>
        <source>Filter calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HTTP calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::ImportDialog</name>
    <message>
        <source>Import environments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Environments (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::JournalDrawer</name>
    <message>
        <source>Difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by a later change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo (until you close)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the environment %1 to undo this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This was undone already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The values were kept in memory only, or with another key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the request was sent</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::JournalModel</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>settled by reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::JournalPanel</name>
    <message>
        <source>Journal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which environments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export shown rows as CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export shown rows as JSON…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load older changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been changed yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every change made here is listed with its difference and can be taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing matches the filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values are kept until you close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no secret store to keep the journal&apos;s key in. Choose one in Settings to undo later, too.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::JsonView</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::KeyEditor</name>
    <message>
        <source>version %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A whole number that the application gives a meaning; 0 where it does not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the new key, folders end in /</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace value by a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save value to a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its value is shown here. Nothing is changed before you save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key was deleted while you were editing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key changed while you were editing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of yours is lost. Saving creates it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was overwritten. Compare before you go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This key is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was deleted. Undo in the journal brings it back if this program did it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This value is not text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is shown in hexadecimal and can be replaced by a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>created at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>locked by session %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul does not answer. What you type stays here until it does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flags are a whole number from 0 to 18,446,744,073,709,551,615.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the key a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saves only while there is no such key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saves only while the key is still version %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You opened version %1; the server now has %2. Nothing was overwritten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not there when you began; the server now has version %1. Nothing was overwritten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The value changed while you were editing, and it is not text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yours has %1, the server&apos;s has %2. “Review and save…” puts yours in its place; “Discard mine” keeps the server&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::KeyOwnerDialog</name>
    <message>
        <source>Whose key is this?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the consumer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys, user names, client ids and issuers of tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All credentials are read and compared here. What you type is sent nowhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody&apos;s: no consumer has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not among what could be read. Not read: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no connection to Kong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It belongs to %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::KeyValuePanel</name>
    <message>
        <source>Key/value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No keys yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong&apos;s start waits for the key %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the right to list keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsaved value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you typed has not been saved. Leave it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete folder…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::KongDesk</name>
    <message>
        <source>No environment is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong does not answer. What you type stays here until it does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not known yet what this Kong can do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This Kong has no database: its entities come from a file and cannot be changed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This Kong is a data plane: change its entities at the control plane.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read-only: this Kong has no database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its entities come from a declarative file. Change the file, and load it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read-only: this Kong is a data plane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its entities come from the control plane. Change them there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) would not do.</source>
        <translation>
            <numerusform>%n thing would not do.</numerusform>
            <numerusform>%n things would not do.</numerusform>
        </translation>
    </message>
    <message>
        <source>Both “service” and “route” are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another change is under way. Try again when it has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody knows whether it was done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was sent and no answer came, and reading could not tell. It is not sent again by itself: look at the list before you save once more.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::KongEntityDrawer</name>
    <message>
        <source>Raw answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Created</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::KongEntityPanel</name>
    <message>
        <source>entities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the fields that you change are sent.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::KongEntitySide</name>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no form, because the server&apos;s schema could not be read. The JSON can be edited.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The private key is not shown. Leave it empty to keep the one that is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong keeps the password only hashed. Leave it empty to keep the one that is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is left empty Kong makes itself.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::KongListPanel</name>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As JSON…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export as JSON…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::ListBinder</name>
    <message>
        <source>Copy selected rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export shown rows as CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export shown rows as JSON…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save this filter…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::LoadingBar</name>
    <message>
        <source>Loading</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::MainWindow</name>
    <message>
        <source>Unsaved work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something you typed has not been saved. Leave it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n earlier change(s) without an answer</source>
        <translation>
            <numerusform>%n earlier change without an answer</numerusform>
            <numerusform>%n earlier changes without an answer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them could not be settled by reading: see the journal.</source>
        <translation>
            <numerusform>%n of them could not be settled by reading: see the journal.</numerusform>
            <numerusform>%n of them could not be settled by reading: see the journal.</numerusform>
        </translation>
    </message>
    <message>
        <source>All were settled by reading: see the journal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The filter was cleared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It hid %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the list again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask all systems now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the environment itself is read-only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the program was started read-only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow writing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock against writing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo the last change…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing was changed in this session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit environments…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the demo platform</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide the activity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the activity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the light theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the dark theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::MapColumnTexts</name>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ports</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the port that Kong is told is one of those that Consul says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scraped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Findings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Belongs here</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::MapDrawer</name>
    <message>
        <source>Put here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Belongs together, though no server says so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 belongs to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ports</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Findings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nearest service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On Kong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scrape targets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not belong to %2: this is kept with the environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not belong here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not belong to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>how certain it is, and why</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::MapPanel</name>
    <message>
        <source>Map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Services of the platform</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to draw yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Services appear here when they register in Consul, or when Kong sends to them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the right to read services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table and picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line: proven. Dotted: suggested. Dashed red: broken. Blue: said by you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit the whole picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the first %1 of %2 rows: a filter chooses others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>queue %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API object %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>route %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>service %1 of Kong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>target %1 of job %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is kept with the environment, and goes with it when that is exported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul and no Kong</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::MapTexts</name>
    <message>
        <source>Leads nowhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Broken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs a look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Works</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in Consul</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul has no service of this name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul has no service of this name; the nearest is %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such name can exist in Consul.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong sends here, and nothing says which service it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 means this service and writes a name that cannot exist: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n instance(s) are critical.</source>
        <translation>
            <numerusform>%1 of %n instance is critical.</numerusform>
            <numerusform>%1 of %n instances are critical.</numerusform>
        </translation>
    </message>
    <message>
        <source>Kong is told port %1, Consul says %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody reads the queue %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prometheus cannot scrape it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s) are open.</source>
        <translation>
            <numerusform>%n finding is open.</numerusform>
            <numerusform>%n findings are open.</numerusform>
        </translation>
    </message>
    <message>
        <source>no such service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>misspelt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not on Kong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 passing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kong %1, Consul %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not scraped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service of Kong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Route</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scrape target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proven</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suggested</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Said by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its host is this service&apos;s name in Consul.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its host was meant to be this service&apos;s name in Consul; as it is written, no such name exists.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its address and port are those of an instance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its address is one of this service&apos;s alone, with another port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its host is an upstream of Kong, and one of the targets is an instance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In a stock Microkubes this service reads the queue; no server says so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was put here by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing says whose it is.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::MapView</name>
    <message>
        <source>Picture of the platform</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, box %2 of %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::MatchMode</name>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not what --match reads: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard input cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard output cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>longer than %1 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::MessageBar</name>
    <message>
        <source>Headers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Virtual host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routing key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headers, one on each line; 1 is a number, &quot;1&quot; is text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message headers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of a queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May be empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A header has no colon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One header on each line: its name, a colon, its value.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::MessagePage</name>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps of the message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queues it comes to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consumers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who reads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bindings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bindings on the way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Body</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the next message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the body</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the right to see exchanges and bindings of this virtual host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which message?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an exchange and type a routing key, or the name of a queue at the default exchange. Nothing is published.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Queues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, broken at %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the first %1 of %2 that match</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n match</numerusform>
            <numerusform>%n matches</numerusform>
        </translation>
    </message>
    <message>
        <source>none matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy explanation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too large to be looked at whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Published to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routing key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handed out before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Behind it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looked at %1. It is back in the queue, and counts as redelivered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking takes it out and puts it back: from then on it counts as redelivered, and for that moment no consumer gets it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cover the body</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::MetricsPanel</name>
    <message>
        <source>Metrics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter metrics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dashboards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the right to query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2, step %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag over a chart to zoom, Shift and drag to pan, double-click to go back.
Keys: + and -, Shift and arrows, Backspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fixed range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refresh every %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::MetricsStrip</name>
    <message>
        <source>no target of Prometheus looks like Kong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prometheus has not scraped %1 yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prometheus gets 404 from %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prometheus gets 404 from %1: its metrics_path must be /metrics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prometheus cannot scrape %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prometheus scrapes %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests are not measured: there is no prometheus plugin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests are not measured: this Kong does not have the prometheus plugin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only some requests are measured: prometheus is bound to single entities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests are not measured: prometheus is switched off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every request is measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enable metrics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::MuteDialog</name>
    <message>
        <source>Mute a finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is kept with the environment and shown in the list of muted findings. A muted finding counts nowhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::NavRail</name>
    <message>
        <source>Panels</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::NodeDrawer</name>
    <message>
        <source>Setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raw answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not reach its database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks for names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no node of Consul has this address now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the system&apos;s resolver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Node id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Database reachable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading, writing, waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worker %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timers running, pending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plugins</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::NodesPanel</name>
    <message>
        <source>Admin API</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks for names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter nodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nodes of Kong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No nodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The environment names no Admin API.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the right to read the node&apos;s status</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::NoticeBar</name>
    <message>
        <source>Nothing is connected yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This environment was not written by this program. See what it would run and use first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secrets are locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passwords and tokens are in an encrypted file. Unlock it to connect.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing that identifies it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not the one that this environment remembers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remembered: %1. Answering now: %2. Nothing is written until you accept it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept as the right platform</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit environment…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::OverviewPanel</name>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter services that need a look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Services, attention first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>attention first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No services yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Services register themselves in Consul when they start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the right to read services and nodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n service(s) critical</source>
        <translation>
            <numerusform>%n service critical</numerusform>
            <numerusform>%n services critical</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with warnings</source>
        <translation>
            <numerusform>%n with warnings</numerusform>
            <numerusform>%n with warnings</numerusform>
        </translation>
    </message>
    <message>
        <source>Not configured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to give it an address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>leader %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>instances</source>
        <translation>
            <numerusform>instance</numerusform>
            <numerusform>instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n service(s)</source>
        <translation>
            <numerusform>%n service</numerusform>
            <numerusform>%n services</numerusform>
        </translation>
    </message>
    <message>
        <source>all passing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 passing</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n without an own check</source>
        <translation>
            <numerusform>%n without an own check</numerusform>
            <numerusform>%n without an own check</numerusform>
        </translation>
    </message>
    <message>
        <source>messages ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not the platform that was here before</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n node(s)</source>
        <translation>
            <numerusform>%1 of %n node</numerusform>
            <numerusform>%1 of %n nodes</numerusform>
        </translation>
    </message>
    <message>
        <source>requests/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s)</source>
        <translation>
            <numerusform>%n connection</numerusform>
            <numerusform>%n connections</numerusform>
        </translation>
    </message>
    <message>
        <source>no database: declarative</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>database reachable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>database not reachable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>alarm: publishers blocked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 queues, %2 unacked, %3 connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>targets up</source>
        <translation>
            <numerusform>targets up</numerusform>
            <numerusform>targets up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s) firing</source>
        <translation>
            <numerusform>%n alert firing</numerusform>
            <numerusform>%n alerts firing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n target(s) down</source>
        <translation>
            <numerusform>%n target down</numerusform>
            <numerusform>%n targets down</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 series</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last error %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened within the last hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the newest %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The worst findings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Findings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not looked yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing is broken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the worst %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::Palette</name>
    <message>
        <source>actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>addresses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, open now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dashboard %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still being read: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not be read: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>what has the address, and the address</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The best %1 are shown: another word finds the rest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the path of a request to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing mentions %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is called %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a part of a key&apos;s name: config/mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type an address to see what mentions it: 10.2.3.4, 10.2.0.0/16, [fe80::1], name.service.consul, :8080</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n to search</source>
        <translation>
            <numerusform>%n to search</numerusform>
            <numerusform>%n to search</numerusform>
        </translation>
    </message>
    <message>
        <source>target of %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::PaletteModel</name>
    <message>
        <source>cannot be used now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>starred</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::PaletteTexts</name>
    <message>
        <source>chosen row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not possible now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::PanelFrame</name>
    <message>
        <source>Refresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 so far</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::PanelList</name>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plugins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key/value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Journal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Platform</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Findings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consumers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upstreams</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Map</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::PathPanel</name>
    <message>
        <source>Path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send it through the proxy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plugins in order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ports</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instances</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made from a pattern</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its rules have a wildcard or a regular expression: fill in what they ask for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the right to read routes and services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which request?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type an address or a path, paste a curl command, or choose Trace at a row of Routes. Nothing is sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Routes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, broken at %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n compared</source>
        <translation>
            <numerusform>%n compared</numerusform>
            <numerusform>%n compared</numerusform>
        </translation>
    </message>
    <message>
        <source>they should agree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy explanation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no request yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The path is being worked out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This environment has no address of Kong&apos;s proxy: nothing can be sent through it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only GET and HEAD are sent from here; others would change something.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request is for %1, the address of Kong&apos;s proxy takes %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to Kong&apos;s proxy is not open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sends this request once, and compares the answer with what stands here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::PlanDesk</name>
    <message>
        <source>No plan running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to take back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No step of this change was done, or none can be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step %1 of %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last change %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done, with a remark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The change was not made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plan stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on without them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back what was done…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more.</source>
        <translation>
            <numerusform>%1 and %n more.</numerusform>
            <numerusform>%1 and %n more.</numerusform>
        </translation>
    </message>
    <message>
        <source>A change is under way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back the other one when it has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at what hangs on it…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that is known here hangs on it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::PlanDialog</name>
    <message>
        <source>What it touches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Afterwards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference to what is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each is re-read right before it is sent. If it differs from this picture, the plan stops there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n changes</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
    <message>
        <source>Type %1 to confirm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name to confirm</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::PlanImpacts</name>
    <message>
        <source>What hangs on it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seen in</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::PluginDrawer</name>
    <message>
        <source>Raw answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instance name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applies to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protocols</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Created</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy to…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::PluginForm</name>
    <message>
        <source>&amp;Plugin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Enabled</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::PluginMoreForm</name>
    <message>
        <source>&amp;Instance name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;rotocols</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::PluginSide</name>
    <message>
        <source>Choose a plugin to see what it can be told.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a plugin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose what it applies to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This Kong does not know a plugin of that name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It takes no configuration.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It cannot be bound to a consumer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“Move to…” in the list binds it to something else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every plugin has</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::PluginsPanel</name>
    <message>
        <source>Plugins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter plugins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No plugins yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A plugin adds what a route lacks: a rate limit, a key, metrics.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New plugin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the right to read plugins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n plugin(s) selected</source>
        <translation>
            <numerusform>%n plugin selected</numerusform>
            <numerusform>%n plugins selected</numerusform>
        </translation>
    </message>
    <message>
        <source>all %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the fields that you change are sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy to…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::QueryBox</name>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PromQL: up, rate(kong_http_status[5m]) …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::QueryPage</name>
    <message>
        <source>Line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export rows…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chart of the query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One value</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 line(s)</source>
        <translation>
            <numerusform>%1 line</numerusform>
            <numerusform>%1 lines</numerusform>
        </translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1:%2: %3</source>
        <comment>line, column, what is wrong with a query</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scalar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>native histogram</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask a question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write an expression above and press Enter. Names are completed as you type.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server does not understand the query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing matches this expression now.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::QueueCharts</name>
    <message>
        <source>Time shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>10 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seen here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy numbers as CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as seen by this console</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>samples of the broker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The broker has told no samples of this queue, and this console has looked at it only once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No history yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unacked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Publish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deliver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ack</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::QueueDrawer</name>
    <message>
        <source>Chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consumers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bindings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Policy in force</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raw answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Purge…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exclusive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>auto-delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>durable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>transient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>virtual host %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) wait(s) in it, and no consumer is connected.</source>
        <translation>
            <numerusform>%n message waits in it, and no consumer is connected.</numerusform>
            <numerusform>%n messages wait in it, and no consumer is connected.</numerusform>
        </translation>
    </message>
    <message>
        <source>Growth %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In Microkubes, registration up to v1.0.1-beta and every &quot;resend verification&quot; write here, while mail from v1.1.0-beta on reads %1: these mails are never sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody reads this queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This queue is not served</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its state is %1. Its node %2 may be down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Virtual host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Durable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unacknowledged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Policy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Idle since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operator policy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Members</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Online</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody reads from this queue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The broker does not tell the consumers: it keeps no statistics.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing leads into this queue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stream cannot be purged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The broker does not tell how many messages it holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds no message that is ready.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path of a message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::QueuesPanel</name>
    <message>
        <source>Queues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter queues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Purge…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No queues yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Services declare their queues when they connect. Start one that sends or reads messages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a password that is right, or one of the tags management, policymaker, monitoring and administrator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An alarm is on: publishers are blocked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1. Nothing more is taken in until there is room again: readers empty the queues, or the limit is raised.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This broker keeps no statistics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who reads a queue, its rates and its memory are not known; %1 is set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This broker measures no rates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is none. Counts and consumers are as usual.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No environment is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n queue(s) selected</source>
        <translation>
            <numerusform>%n queue selected</numerusform>
            <numerusform>%n queues selected</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 messages ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in a window of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most %1 queues are purged by one plan.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path of a message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::RangeBar</name>
    <message>
        <source>Time range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the range before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>15 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>6 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>24 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>7 d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>30 d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custom…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::RangeDialog</name>
    <message>
        <source>Time range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The end must be after the beginning</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::RangeForm</name>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::RecordEdit</name>
    <message numerus="yes">
        <source>%n deprecated field(s)</source>
        <translation>
            <numerusform>%n deprecated field</numerusform>
            <numerusform>%n deprecated fields</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::RegisterDialog</name>
    <message>
        <source>Register again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Register by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Python library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the service itself would do it at its start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upstream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is sent, to the letter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is asked first whether it is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the plan…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul can have no such name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul can have no such name; %1 is probably meant.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::RequestBar</name>
    <message>
        <source>Headers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address, path, or a curl command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headers, one on each line; values of credentials are not kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not all of it was taken over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget these</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headers (%1)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::RouteDrawer</name>
    <message>
        <source>any</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished">%1 ms</translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routes of this service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plugins of this entity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add plugin…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plugins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raw answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes made here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API object (Kong before 1.0)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none: answered by plugins alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Methods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upstream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path sent on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protocols</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeouts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 connect, %2 send, %3 read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regex priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Created</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Updated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disabled: requests get 404</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enabled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plugins in order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Anybody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plugins that are bound to a consumer count for its requests alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 Only the first %2 are offered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Register again…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn into service and route…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unregister…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::RouteForm</name>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;ervice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client &amp;paths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>H&amp;osts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Methods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>He&amp;aders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name: value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;NIs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E&amp;xpression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Strip the client path before sending on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep the client&apos;s Host header</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protocols and order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;rotocols</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;gex priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plain HTT&amp;P gets</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::RouteInsightPane</name>
    <message>
        <source>Request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also claimed by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It wins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It loses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Claimed twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probably registered by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the first %1 are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In Consul</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Others get what this one claims</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balanced by</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::RouteJobs</name>
    <message>
        <source>Not sent yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another change is under way. Try again when it has ended.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::RouteSide</name>
    <message>
        <source>Everything else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server&apos;s schema could not be read, so that only the JSON shows what else there is.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::RoutesPanel</name>
    <message>
        <source>New API object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New route</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter routes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No routes yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Services register themselves with the gateway when they start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the right to read routes and services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all API objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all with service and route objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all services</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
    <message>
        <source>Enable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service and route</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Route of a service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show its service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the fields that you change are sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New service and route</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service is made first, then the route to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enable its service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disable its service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switches the services behind the routes, and with them all of their routes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add plugin…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn into services…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unregister…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Registration by hand…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Register again…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn into service and route…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::SchemaForm</name>
    <message>
        <source>Filter fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No field has such a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only in the JSON, because the schema does not name it: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::SchemaRow</name>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>default</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n set</source>
        <translation>
            <numerusform>%n set</numerusform>
            <numerusform>%n set</numerusform>
        </translation>
    </message>
    <message>
        <source>Reset to the default: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::ScopeChooser</name>
    <message>
        <source>Every request (global)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Applies to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Which one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This plugin cannot be bound to such an entity.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::ScopeDialog</name>
    <message>
        <source>Move plugin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy plugin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, global</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stops applying where it is now, and applies there from then on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The copy has the same configuration; the plugin stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stays bound to the consumer %1 as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It applies there already.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::SearchBlockTexts</name>
    <message>
        <source>API</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>service without a route</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>route</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for every request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>switched off</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s), %1 critical</source>
        <translation>
            <numerusform>%n instance, %1 critical</numerusform>
            <numerusform>%n instances, %1 critical</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%n instance</numerusform>
            <numerusform>%n instances</numerusform>
        </translation>
    </message>
    <message>
        <source>node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vhost %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n consumer(s)</source>
        <translation>
            <numerusform>%n consumer</numerusform>
            <numerusform>%n consumers</numerusform>
        </translation>
    </message>
    <message>
        <source>job %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::SearchTexts</name>
    <message>
        <source>Starred</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Findings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routes and APIs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plugins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consumers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upstreams</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificates and keys of Kong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instances</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scrape targets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dashboards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Environments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>node address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>upstream URL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>host of the service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>host of the route</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scraped address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>endpoint</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::SeriesTable</name>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::ServiceDrawer</name>
    <message>
        <source>Instances</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raw answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n instance(s) passing</source>
        <translation>
            <numerusform>%1 of %n instance passing</numerusform>
            <numerusform>%1 of %n instances passing</numerusform>
        </translation>
    </message>
    <message>
        <source>Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DNS name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without own check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In maintenance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody checks these instances: Consul calls them passing as long as their node answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the node&apos;s: the service registered none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No check looks after this instance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instances on this node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This node has no check: only the catalog knows it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::ServiceForm</name>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;rotocol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;ort</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path &amp;before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Enabled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Retries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect &amp;time-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Send time-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read time-o&amp;ut</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::ServiceRouteForm</name>
    <message>
        <source>Service: where requests are sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;rotocol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;ort</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path &amp;before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Route: which requests are meant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Route n&amp;ame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client &amp;paths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>H&amp;osts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Methods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Strip the client path before sending on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep the client&apos;s Host header</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::ServicesPanel</name>
    <message>
        <source>Filter services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No services yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Services register themselves in Consul when they start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter instances</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No instances yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter nodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No nodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Consul knows no node. Is this agent a member of a cluster?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instances</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the right to read services and nodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is listed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::SettingsForm</name>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not tint cells that change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset columns, filters and window layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at the next start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes arrive by themselves where the system can tell them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The page you look at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never more often than the server has news</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>findings and counts of other pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear a copied secret after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Journal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep changes for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>older ones are dropped when nothing of them is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop old changes now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell of new critical findings on the desktop while this window is not looked at</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::SettingsPanel</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passwords, tokens and the journal&apos;s key are kept in the system&apos;s key ring.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secrets are in an encrypted file, which is locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secrets are in a file encrypted with your passphrase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This system has no key ring that can be used: secrets and undo are kept only until you close the program. (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock the encrypted file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep them in an encrypted file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n plan(s) dropped</source>
        <translation>
            <numerusform>%n plan dropped</numerusform>
            <numerusform>%n plans dropped</numerusform>
        </translation>
    </message>
    <message>
        <source>About and licences</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::ShortcutsDialog</name>
    <message>
        <source>Keyboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close details, leave an editor before Tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outside text: preview of undoing the last change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort by the current column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About and licences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the whole platform, or run a command</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::StartLadderPane</name>
    <message>
        <source>Steps of the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seen in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tells more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not looked yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::StoreBinder</name>
    <message>
        <source>This environment has no %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it an address to see what it holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit environment…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It lacks %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change credential…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since %1. Showing what it said then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing matches the filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) are hidden by it.</source>
        <translation>
            <numerusform>%n row is hidden by it.</numerusform>
            <numerusform>%n rows are hidden by it.</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not everything is shown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::StringListEdit</name>
    <message>
        <source>Entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::ThreeWayView</name>
    <message>
        <source>removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
    <message>
        <source>As opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a value for line %1 to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>editable, line %1 is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>editable</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n changes</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n open</numerusform>
            <numerusform>%n open</numerusform>
        </translation>
    </message>
    <message>
        <source>choose one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only the server changed it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only you changed it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>both made the same change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>both changed it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server’s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::TimeSeriesView</name>
    <message numerus="yes">
        <source>Chart of %n line(s) from %1 to %2. Arrow keys move the crosshair, plus and minus zoom.</source>
        <translation>
            <numerusform>Chart of %n line from %1 to %2. Arrow keys move the crosshair, plus and minus zoom.</numerusform>
            <numerusform>Chart of %n lines from %1 to %2. Arrow keys move the crosshair, plus and minus zoom.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mk::TopBar</name>
    <message>
        <source>Search or run a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes can be sent. Click to lock.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No writing request leaves this computer. Click to unlock.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This environment is read-only by its settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This platform is simulated on this computer. Click to let something go wrong.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::TopBarFeed</name>
    <message>
        <source>%1 – Microkubes Console</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit environment…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit environments…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (simulated) – Microkubes Console</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::Tour</name>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: no dialog was opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: it did not come to that</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::TunnelPage</name>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting to start again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tunnel output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run by hand: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This environment has no tunnels.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::UnlockDialog</name>
    <message>
        <source>Unlock secrets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep secrets in an encrypted file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passwords, tokens and the journal&apos;s key are encrypted with this passphrase. It is stored nowhere: without it they are lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passwords and tokens are encrypted with your passphrase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encrypt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>At least %n character(s)</source>
        <translation>
            <numerusform>At least %n character</numerusform>
            <numerusform>At least %n characters</numerusform>
        </translation>
    </message>
    <message>
        <source>The two are not the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Working…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::UnlockForm</name>
    <message>
        <source>Passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Once more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::UpstreamDrawer</name>
    <message>
        <source>Healthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unhealthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not looked yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on %2 of %3 nodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Targets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hash of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Else hash of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used by API</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used by service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing: no service names it as its host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None yet: requests to this upstream are answered with 503.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On every node, until its own health checks find out otherwise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark healthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark unhealthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight 0: it stays, and gets no new requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::UpstreamsPanel</name>
    <message>
        <source>Upstreams</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter upstreams</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No upstreams yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An upstream shares requests among several targets. Without one Kong asks DNS, which is what Microkubes does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New upstream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the right to read upstreams</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New target</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::ValueEdit</name>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A whole number is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A number is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not JSON yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move %1 up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move %1 down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A value stands without a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” stands twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value of %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::ValueEditor</name>
    <message>
        <source>Show value as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value in hexadecimal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hex</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not valid JSON. It can be saved all the same: Consul does not mind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace value by a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save value to a file</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::WelcomeForm</name>
    <message>
        <source>Connect…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look on this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks the usual ports of this machine for Kong, Consul, RabbitMQ and Prometheus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the demo platform</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts simulated systems on this computer. Nothing of it is kept</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::WelcomePage</name>
    <message>
        <source>Which platform?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the addresses of Kong, Consul, RabbitMQ and Prometheus: any of them will do. Presets know a Microkubes platform on Docker Swarm and Kubernetes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is connected yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n environment(s) imported. What they would run is asked about before anything is connected.</source>
        <translation>
            <numerusform>%n environment imported. What they would run is asked about before anything is connected.</numerusform>
            <numerusform>%n environments imported. What they would run is asked about before anything is connected.</numerusform>
        </translation>
    </message>
    <message>
        <source>Asking the usual ports of this machine…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing answered on the usual ports of this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting the demo platform…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mk::format</name>
    <message numerus="yes">
        <source>%1 of %2</source>
        <extracomment>a list shows %1 of its %2 rows</extracomment>
        <translation>
            <numerusform>%1 of %2</numerusform>
            <numerusform>%1 of %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 B</source>
        <comment>size in bytes</comment>
        <translation>
            <numerusform>%1 B</numerusform>
            <numerusform>%1 B</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 KiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 MiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 GiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 TiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1/s</source>
        <extracomment>so many a second</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 ms</source>
        <translation>
            <numerusform>%1 ms</numerusform>
            <numerusform>%1 ms</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>duration</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now</source>
        <extracomment>less than a second ago</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 s ago</source>
        <translation>
            <numerusform>%1 s ago</numerusform>
            <numerusform>%1 s ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %1 s</source>
        <translation>
            <numerusform>in %1 s</numerusform>
            <numerusform>in %1 s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 min ago</source>
        <translation>
            <numerusform>%1 min ago</numerusform>
            <numerusform>%1 min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %1 min</source>
        <translation>
            <numerusform>in %1 min</numerusform>
            <numerusform>in %1 min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 h ago</source>
        <translation>
            <numerusform>%1 h ago</numerusform>
            <numerusform>%1 h ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %1 h</source>
        <translation>
            <numerusform>in %1 h</numerusform>
            <numerusform>in %1 h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 d ago</source>
        <translation>
            <numerusform>%1 d ago</numerusform>
            <numerusform>%1 d ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %1 d</source>
        <translation>
            <numerusform>in %1 d</numerusform>
            <numerusform>in %1 d</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 min</source>
        <comment>duration</comment>
        <translation>
            <numerusform>%1 min</numerusform>
            <numerusform>%1 min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 h %2 min</source>
        <comment>duration</comment>
        <translation>
            <numerusform>%1 h %2 min</numerusform>
            <numerusform>%1 h %2 min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 d %2 h</source>
        <comment>duration</comment>
        <translation>
            <numerusform>%1 d %2 h</numerusform>
            <numerusform>%1 d %2 h</numerusform>
        </translation>
    </message>
</context>
</TS>
