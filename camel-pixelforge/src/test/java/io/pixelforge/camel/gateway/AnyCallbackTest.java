package io.pixelforge.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.AnyJson;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AnyCallbackTest {

    private static final String TERMINAL = """
            {"request_id":"id-1","status":"COMPLETED","model_id":"m","error":null,"output":{"media_url":
            ["https://a.example/1.png"],"media_type":"image/png"},"created_at":"2026-05-22T13:17:32.110Z",
            "updated_at":"2026-05-22 13:19:23","completed_at":"2026-05-22 13:19:23"}""";

    @Property(edgeCases = EdgeCasesMode.NONE)
    void namesARequestOrIsRefused(@ForAll("callbacks") AnyJson.Body body) {
        try {
            assertThat(GatewayClient.isRequestId(Callback.parse(body.bytes()).requestId()))
                    .isTrue();
        } catch (InvalidRequestException e) {
            assertThat(e).hasMessageStartingWith("The callback");
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aRightOneMayBeWrittenInAnyWay(@ForAll("rightOnes") AnyJson.Body body) {
        assertThat(Callback.parse(body.bytes()).requestId()).isEqualTo("id-1");
    }

    @Provide
    Arbitrary<AnyJson.Body> callbacks() {
        return AnyJson.near(TERMINAL, "{\"request_id\":\"id-1\",\"status\":\"ERROR\"}");
    }

    @Provide
    Arbitrary<AnyJson.Body> rightOnes() {
        return AnyJson.sameWithMore(TERMINAL);
    }
}
