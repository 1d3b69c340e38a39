package io.pixelforge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.sandbox.Client.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/** The sandbox's own endpoints, for tests in another process. */
class ControlTest {

    @RegisterExtension
    static final PixelForgeSandboxExtension PIXELFORGE = new PixelForgeSandboxExtension();

    private final PixelForgeSandbox sandbox = PIXELFORGE.sandbox();
    private final Client client = new Client(sandbox);

    @Test
    void aFaultIsAskedForOverHttp() {
        Reply asked = client.post("/sandbox/faults", """
                {"on": "submit", "times": 2, "fault": "status", "status": 429, "retry_after": 3,
                 "headers": {"X-Trace": "abc"}, "body": "{}", "retry_after_in_body": 4, "delayed": "10ms"}""");

        assertThat(asked.status()).isEqualTo(201);
        assertThat(asked.json().get("pending").asInt()).isEqualTo(1);
        for (int i = 0; i < 2; i++) {
            Reply reply = client.submit(Client.body("Warm light"));
            assertThat(reply.status()).isEqualTo(429);
            assertThat(reply.header("Retry-After")).isEqualTo("3");
            assertThat(reply.header("X-Trace")).isEqualTo("abc");
            assertThat(reply.text()).isEqualTo("{\"retry_after\":4}");
        }
        assertThat(client.submit(Client.body("Warm light")).status()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'fault':'status','status':503",
                "'fault':'insufficient_balance'",
                "'fault':'html','status':502",
                "'fault':'redirect','location':'/'",
                "'fault':'reset'",
                "'fault':'accepted_then_reset'",
                "'fault':'accepted_then_status','status':500",
                "'fault':'delay','delay':'1s'",
                "'fault':'half_body'",
                "'fault':'cut_body'",
                "'fault':'wrong_length'",
                "'fault':'no_length'",
                "'fault':'content_type','content_type':'text/html'",
                "'fault':'body_text','body':'OK'",
                "'fault':'html_body'",
                "'fault':'empty_body'",
                "'fault':'non_object_json'",
                "'fault':'huge_body','bytes':100",
                "'fault':'drip','delay':'1ms'",
                "'fault':'another_jobs_answer'",
                "'fault':'status_word','word':'DONE'",
                "'fault':'without_request_id'",
                "'fault':'without_output'",
                "'fault':'polling_url','url':'https://example.com/'",
                "'fault':'media_url','url':'https://example.com/'",
                "'fault':'job_fails','error':'Too dark'",
                "'fault':'job_errors','error':'No machine'",
                "'fault':'status','status':429,'retry_after_date':'2026-05-22T13:19:23Z'",
                "'fault':'reset','always':true,'probability':0.5,'request':'abc','containing':'order 7'"
            })
    void everyFaultHasAName(String fault) {
        Reply reply = client.post("/sandbox/faults", ("{'on':'status'," + fault + "}").replace('\'', '"'));

        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
                    {}                                             | on is missing
                    []                                             | The body must be a JSON object
                    {"on":"poll","fault":"reset"}                  | on must be generate, submit
                    {"on":"submit"}                                | fault is missing
                    {"on":"submit","fault":"fire"}                 | There is no fault fire
                    {"on":"submit","fault":"status"}               | status is missing
                    {"on":"submit","fault":"status","status":"x"}  | status must be a number
                    {"on":"submit","fault":"delay","delay":"soon"} | Not a duration
                    {"on":"submit","fault":"reset","often":true}   | Not known here: often
                    {"on":"submit","fault":"reset","times":0}      | A fault is played at least once
                    {"on":"submit","fault":"reset","retry_after_date":"x"} | Not a time
                    """)
    void nonsenseIsRefused(String json, String problem) {
        Reply reply = client.post("/sandbox/faults", json);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.field("message")).startsWith(problem);
        assertThat(sandbox.faults().pending()).isZero();
    }

    @Test
    void faultsAreCleared() {
        client.post("/sandbox/faults", "{\"on\":\"submit\",\"fault\":\"reset\",\"always\":true}");

        assertThat(client.delete("/sandbox/faults").json().get("pending").asInt())
                .isZero();
        assertThat(client.submit(Client.body("Warm light")).status()).isEqualTo(202);
    }

    @Test
    void ledgerJobsAndCountsAreShown() {
        String id = client.submitted("Warm light");
        client.status(id);
        client.submit("{}");

        ObjectNode ledger = client.get("/sandbox/ledger").json();
        assertThat(ledger.get("charges").asInt()).isEqualTo(1);
        assertThat(ledger.at("/entries/0/id").asText()).isEqualTo(id);
        assertThat(ledger.at("/entries/0/charged").asBoolean()).isTrue();
        ObjectNode jobs = client.get("/sandbox/jobs").json();
        assertThat(jobs.at("/jobs/0/id").asText()).isEqualTo(id);
        assertThat(List.of("QUEUED", "PROCESSING", "COMPLETED"))
                .contains(jobs.at("/jobs/0/status").asText());
        ObjectNode requests = client.get("/sandbox/requests").json();
        assertThat(requests.get("submits").asInt()).isEqualTo(2);
        assertThat(requests.get("status_calls").asInt()).isEqualTo(1);
        assertThat(requests.at("/violations/0").asText()).contains("prompt is required");
    }
}
