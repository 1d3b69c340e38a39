package io.pixelforge.sandbox;

import static io.pixelforge.sandbox.http.CallKind.STATUS;
import static io.pixelforge.sandbox.http.CallKind.SUBMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.faults.Rule;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FaultRulesTest {

    @RegisterExtension
    static final PixelForgeSandboxExtension PIXELFORGE = new PixelForgeSandboxExtension();

    private final PixelForgeSandbox sandbox = PIXELFORGE.sandbox();
    private final Client client = new Client(sandbox);

    @Test
    void faultsArePlayedInTheOrderInWhichTheyWereAskedFor() {
        sandbox.faults().on(STATUS).times(2).play(Fault.status(500));
        sandbox.faults().on(STATUS).play(Fault.status(503));

        assertThat(statuses(4)).containsExactly(500, 500, 503, 404);
        assertThat(sandbox.faults().pending()).isZero();
    }

    @Test
    void permanentOnesStayUntilTheyAreClearedAndLetCountedOnesPass() {
        sandbox.faults().on(STATUS).always().play(Fault.status(500));
        sandbox.faults().on(STATUS).play(Fault.status(401));

        assertThat(statuses(3)).containsExactly(401, 500, 500);
        sandbox.faults().clear();
        assertThat(statuses(1)).containsExactly(404);
    }

    @Test
    void oneRequestIdAloneIsHit() {
        String hit = client.submitted("a");
        String spared = client.submitted("b");
        sandbox.faults().on(STATUS).request(hit).always().play(Fault.status(500));

        assertThat(client.status(spared).status()).isEqualTo(200);
        assertThat(client.status(hit).status()).isEqualTo(500);
    }

    @Test
    void onePromptAloneIsHit() {
        sandbox.faults().on(SUBMIT).containing("order 7").play(Fault.status(503));

        assertThat(client.submit(Client.body("order 6")).status()).isEqualTo(202);
        assertThat(client.submit(Client.body("order 7")).status()).isEqualTo(503);
        assertThat(client.submit(Client.body("order 7")).status()).isEqualTo(202);
    }

    @Test
    void chanceIsDrawnFromTheSeed() {
        sandbox.faults().on(STATUS).probability(0.3).always().play(Fault.status(500));
        List<Integer> first = statuses(200);
        sandbox.reset();
        sandbox.faults().on(STATUS).probability(0.3).always().play(Fault.status(500));

        assertThat(first.stream().filter(status -> status == 500).count()).isBetween(40L, 80L);
        assertThat(statuses(200)).isEqualTo(first);
    }

    @Test
    void nonsenseIsRefused() {
        Rule rule = sandbox.faults().on(STATUS);

        assertThatThrownBy(() -> rule.times(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rule.probability(1.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rule.probability(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    private List<Integer> statuses(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> client.status("x").status())
                .toList();
    }
}
