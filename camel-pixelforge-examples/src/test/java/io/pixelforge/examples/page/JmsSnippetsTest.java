package io.pixelforge.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.sandbox.faults.Fault;
import io.pixelforge.sandbox.http.CallKind;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;
import org.apache.camel.CamelContext;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;

class JmsSnippetsTest extends PageTestSupport {

    private static final int PATIENCE = 30_000;

    @Test
    @Runs({"jms", "jms-properties"})
    void aMessageIsOfferedAgainUntilItIsRelitOrDead() throws Exception {
        BrokerService broker = new BrokerService();
        broker.setBrokerName("page");
        broker.setPersistent(false);
        broker.setUseJmx(false);
        broker.start();
        try {
            ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory("vm://page?create=false");
            connections.getRedeliveryPolicy().setInitialRedeliveryDelay(50);
            connections.getRedeliveryPolicy().setMaximumRedeliveries(2);
            bind("connectionFactory", connections);
            sandbox().faults().on(CallKind.SUBMIT).play(Fault.insufficientBalance());
            CamelContext context = start().getCamelContext();
            ProducerTemplate producer = context.createProducerTemplate();
            ConsumerTemplate consumer = context.createConsumerTemplate();

            producer.sendBody("jms:queue:photos", "https://example.com/cat.jpg");
            assertThat(consumer.receiveBody("jms:queue:relit", PATIENCE, String.class))
                    .contains("\"status\":\"COMPLETED\"");
            assertThat(sandbox().counters().submits()).isEqualTo(2);
            assertThat(charged()).hasSize(1);

            sandbox().faults().on(CallKind.SUBMIT).play(Fault.jobFails("too dark"));
            producer.sendBody("jms:queue:photos", "https://example.com/dog.jpg");
            assertThat(consumer.receiveBody("jms:queue:relit-failed", PATIENCE, String.class))
                    .contains("too dark");

            sandbox().faults().on(CallKind.SUBMIT).always().play(Fault.status(400));
            producer.sendBody("jms:queue:photos", "https://example.com/cow.jpg");
            assertThat(consumer.receiveBody("jms:queue:ActiveMQ.DLQ", PATIENCE, String.class))
                    .isEqualTo("https://example.com/cow.jpg");
            stop();
        } finally {
            broker.stop();
        }
    }
}
