package io.pixelforge.camel.images;

import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.Pace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.apache.camel.Exchange;

/**
 * Downloads the pictures of jobs: so many at once, and again after a while where that may help. Neither what waits for
 * its turn nor what rests before its next attempt holds a thread.
 */
public final class Downloads {

    private final CallQueue queue;
    private final Pace pace;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final DownloadRules rules;
    private final LongConsumer downloaded;
    private final Set<Download> resting = ConcurrentHashMap.newKeySet();
    private final Set<String> stopped = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /**
     * @param queue lets downloads through, and nothing else
     * @param timer wakes what rests
     * @param clock the time
     * @param rules how often and how long
     * @param downloaded told how many bytes each picture has that is there
     */
    public Downloads(
            CallQueue queue,
            ScheduledExecutorService timer,
            Clock clock,
            DownloadRules rules,
            LongConsumer downloaded) {
        this.queue = queue;
        this.pace = new Pace(clock);
        this.timer = timer;
        this.clock = clock;
        this.rules = rules;
        this.downloaded = downloaded;
    }

    /**
     * Downloads pictures of a request, one after the other.
     *
     * @param  downloader fetches them
     * @param  exchange   whose end removes them
     * @param  mediaUrls  {@code media_url} as the service said it
     * @param  requestId  whose pictures they are; {@code null} where the service gave none
     * @param  routes     whose stop ends the resting
     * @return            all of them; fails with a {@link io.pixelforge.camel.gateway.MediaException} and leaves none
     *                    behind if one cannot be had
     */
    public CompletableFuture<List<Media>> download(
            MediaDownloader downloader,
            Exchange exchange,
            List<String> mediaUrls,
            String requestId,
            Collection<String> routes) {
        List<Downloaded> pictures = new ArrayList<>();
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (String url : mediaUrls) {
            all = all.thenCompose(previous -> {
                        Download download =
                                new Download(this, downloader, url, requestId, routes, rules, clock.instant());
                        download.attempt();
                        return download.result();
                    })
                    .thenAccept(picture -> {
                        pictures.add(picture);
                        downloaded.accept(picture.length());
                    });
        }
        return all.thenApply(done -> keep(exchange, pictures)).whenComplete((media, failure) -> {
            if (failure != null) {
                pictures.forEach(Downloaded::discard);
            }
        });
    }

    private static List<Media> keep(Exchange exchange, List<Downloaded> pictures) {
        List<Media> media = new ArrayList<>();
        try {
            for (Downloaded picture : pictures) {
                media.add(picture.keep(exchange));
            }
            return media;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the resting of downloads for exchanges of a route, and lets none begin until {@link #resume}. */
    public void stop(String routeId) {
        stopped.add(routeId);
        resting.forEach(this::stopIfTold);
    }

    /** Ends what {@link #stop(String)} began. */
    public void resume(String routeId) {
        stopped.remove(routeId);
    }

    /** Ends all resting; attempts that run go on, and are the last ones. */
    public void stop() {
        stopping = true;
        resting.forEach(this::stopIfTold);
    }

    /** Whether nothing rests any more for exchanges of one of these routes. */
    public boolean isStopping(Collection<String> routes) {
        return stopping || routes.stream().anyMatch(stopped::contains);
    }

    Clock clock() {
        return clock;
    }

    /** Fetches when it is its turn. */
    CompletableFuture<Downloaded> enqueue(Callable<Downloaded> fetch) {
        return queue.submit(pace, CallQueue.Kind.STATUS, fetch);
    }

    /** Lets a download rest, and then either go on or stop. */
    void rest(Download download, Duration delay) {
        resting.add(download);
        try {
            Runnable wakeUp = () -> {
                if (resting.remove(download)) {
                    download.attempt();
                }
            };
            download.rests(timer.schedule(wakeUp, delay.toMillis(), TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException e) {
            stopping = true;
        }
        stopIfTold(download);
    }

    private void stopIfTold(Download download) {
        if (isStopping(download.routes()) && resting.remove(download)) {
            download.giveUp("its route is stopping");
        }
    }
}
