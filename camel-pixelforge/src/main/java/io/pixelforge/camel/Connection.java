package io.pixelforge.camel;

import io.pixelforge.camel.gateway.CallQueue;
import io.pixelforge.camel.gateway.GatewayClient;
import io.pixelforge.camel.jobs.JobTracker;
import io.pixelforge.camel.jobs.Scope;
import java.util.concurrent.Executor;

/**
 * What a started endpoint works with.
 *
 * @param scope   where its jobs belong
 * @param client  its gateway
 * @param calls   lets calls through, shared by all endpoints
 * @param tracker of the endpoint's repository
 * @param watcher waits for requests that the repository does not know
 * @param routes  where exchanges that had waited go on
 */
record Connection(
        Scope scope, GatewayClient client, CallQueue calls, JobTracker tracker, JobTracker watcher, Executor routes) {}
