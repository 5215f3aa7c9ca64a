#!/usr/bin/env escript
%% SPDX-License-Identifier: GPL-3.0-or-later
%% traffic.escript PORT VHOST USER PASSWORD RATE
%% Publishes RATE messages a second to the exchange shop.direct and consumes
%% the queue traffic with acknowledgements, over two AMQP connections, until
%% it is stopped. Needs ERL_LIBS to name RabbitMQ's plugins folder.
-mode(compile).
-include_lib("amqp_client/include/amqp_client.hrl").

main([Port, VHost, User, Password, Rate]) ->
    logger:set_primary_config(level, error),
    {ok, _} = application:ensure_all_started(amqp_client),
    Open = fun(Name) ->
        {ok, C} = amqp_connection:start(#amqp_params_network{
            host = "127.0.0.1", port = list_to_integer(Port),
            virtual_host = list_to_binary(VHost),
            username = list_to_binary(User),
            password = list_to_binary(Password),
            client_properties = [{<<"connection_name">>, longstr, Name}]}),
        {ok, Ch} = amqp_connection:open_channel(C),
        Ch
    end,
    Out = Open(<<"seed publisher">>),
    In = Open(<<"seed consumer">>),
    #'confirm.select_ok'{} = amqp_channel:call(Out, #'confirm.select'{}),
    #'basic.qos_ok'{} = amqp_channel:call(In, #'basic.qos'{prefetch_count = 20}),
    #'basic.consume_ok'{} = amqp_channel:subscribe(In,
        #'basic.consume'{queue = <<"traffic">>, consumer_tag = <<"seed-consumer">>}, self()),
    Pause = max(1, 1000 div list_to_integer(Rate)),
    {ok, _} = timer:send_interval(Pause, publish),
    io:format("ready~n"),
    loop(Out, In, 0).

loop(Out, In, N) ->
    receive
        publish ->
            Msg = #amqp_msg{props = #'P_basic'{delivery_mode = 1},
                            payload = integer_to_binary(N)},
            amqp_channel:cast(Out, #'basic.publish'{exchange = <<"shop.direct">>,
                                                    routing_key = <<"traffic">>}, Msg),
            loop(Out, In, N + 1);
        {#'basic.deliver'{delivery_tag = Tag}, _} ->
            amqp_channel:cast(In, #'basic.ack'{delivery_tag = Tag}),
            loop(Out, In, N);
        _ ->
            loop(Out, In, N)
    end.
