#!/usr/bin/env escript
%% SPDX-License-Identifier: GPL-3.0-or-later
%% hold.escript PORT VHOST QUEUE PREFETCH
%% Consumes QUEUE and acknowledges nothing, until it is stopped: whatever it
%% was given is ready again then. Needs ERL_LIBS to name RabbitMQ's plugins
%% folder.
-mode(compile).
-include_lib("amqp_client/include/amqp_client.hrl").

main([Port, VHost, Queue, Prefetch]) ->
    logger:set_primary_config(level, error),
    {ok, _} = application:ensure_all_started(amqp_client),
    {ok, C} = amqp_connection:start(#amqp_params_network{
        host = "127.0.0.1", port = list_to_integer(Port),
        virtual_host = list_to_binary(VHost),
        client_properties = [{<<"connection_name">>, longstr, <<"holder">>}]}),
    {ok, Ch} = amqp_connection:open_channel(C),
    #'basic.qos_ok'{} = amqp_channel:call(Ch, #'basic.qos'{prefetch_count = list_to_integer(Prefetch)}),
    #'basic.consume_ok'{} = amqp_channel:subscribe(Ch,
        #'basic.consume'{queue = list_to_binary(Queue), consumer_tag = <<"holder">>}, self()),
    io:format("ready~n"),
    loop().

loop() ->
    receive _ -> loop() end.
