package io.pixelforge.examples.loadtest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A gateway that takes a while for each call, in a process of its own and in one thread, so that it takes as little of
 * the machine as it can from who is measured. It believes what it is told: contracts are the sandbox's job.
 */
public final class LoadGateway {

    /** What the line with the port begins with. */
    static final String PORT = "PORT ";

    private static final int BACKLOG = 10_000;

    private final long latency;
    private final GatewayCalls calls;
    private final long endAt;
    private final Selector selector;
    private final ServerSocketChannel server;
    private final Queue<Call> inHand = new ArrayDeque<>(); // in the order of their time, since all take as long

    private record Call(GatewayConnection connection, String head, long dueAt) {}

    private LoadGateway(long latency, GatewayCalls calls, long endAt) throws IOException {
        this.latency = latency;
        this.calls = calls;
        this.endAt = endAt;
        this.selector = Selector.open();
        this.server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** @param args in ms: latency of a call, least and greatest time of a job, after how long it ends by itself */
    public static void main(String[] args) throws IOException {
        Child.endWithParent();
        long now = System.currentTimeMillis();
        long life = Long.parseLong(args[3]);
        GatewayJobs jobs = new GatewayJobs(Long.parseLong(args[1]), Long.parseLong(args[2]));
        LoadGateway gateway = new LoadGateway(Long.parseLong(args[0]), new GatewayCalls(jobs, now, life), now + life);
        System.out.println(PORT + gateway.server.socket().getLocalPort());
        gateway.run();
    }

    private void run() throws IOException {
        for (long now = System.currentTimeMillis(); now < endAt; now = System.currentTimeMillis()) {
            long next = inHand.isEmpty() ? endAt : inHand.element().dueAt;
            selector.select(this::serve, Math.max(1, next - now));
            answer();
        }
    }

    private void serve(SelectionKey key) {
        if (key.isAcceptable()) {
            accept();
            return;
        }
        GatewayConnection connection = (GatewayConnection) key.attachment();
        try {
            String head = connection.read();
            if (head != null) {
                long now = System.currentTimeMillis();
                calls.came(head, now);
                if (GatewayCalls.isForStats(head)) {
                    connection.write(calls.answer(head, now));
                } else {
                    inHand.add(new Call(connection, head, now + latency));
                }
            }
        } catch (IOException e) {
            connection.close();
        }
    }

    private void accept() {
        try {
            SocketChannel channel = server.accept();
            if (channel != null) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.register(selector, SelectionKey.OP_READ, new GatewayConnection(channel));
            }
        } catch (IOException e) {
            System.out.println("The gateway cannot accept a connection: " + e);
        }
    }

    private void answer() {
        long now = System.currentTimeMillis();
        while (!inHand.isEmpty() && inHand.element().dueAt <= now) {
            Call call = inHand.remove();
            try {
                call.connection.write(calls.answer(call.head, now));
            } catch (IOException e) {
                call.connection.close();
            }
        }
    }
}
