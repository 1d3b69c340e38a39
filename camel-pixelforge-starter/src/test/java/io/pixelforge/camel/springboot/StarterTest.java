package io.pixelforge.camel.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.pixelforge.camel.PixelForgeComponent;
import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.PixelForgeEndpoint;
import io.pixelforge.camel.jobs.JdbcJobRepository;
import io.pixelforge.camel.jobs.JobRepository;
import io.pixelforge.camel.jobs.MemoryJobRepository;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the properties and beans of an application do to the component. */
class StarterTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withUserConfiguration(Application.class)
            .withPropertyValues("camel.component.pixelforge.api-key=key-1");

    @Test
    void propertiesBecomeTheDefaultsOfEndpoints() {
        application
                .withPropertyValues(
                        "camel.component.pixelforge.gateway-url=http://127.0.0.1:1",
                        "camel.component.pixelforge.prompt=Soft light",
                        "camel.component.pixelforge.num-images=2",
                        "camel.component.pixelforge.guidance-scale=4.5",
                        "camel.component.pixelforge.enable-safety-checker=false",
                        "camel.component.pixelforge.initial-poll-delay=7s",
                        "camel.component.pixelforge.retention=PT1H",
                        "camel.component.pixelforge.poll-interval=1500",
                        "camel.component.pixelforge.completion-timeout=2d",
                        "camel.component.pixelforge.on-unknown=resubmit",
                        "camel.component.pixelforge.httpOptions.proxyHost=proxy.example",
                        "camel.component.pixelforge.http-options.httpClient.connectionRequestTimeout=1234",
                        "camel.component.pixelforge.use-global-ssl-context-parameters=true")
                .run(context -> {
                    PixelForgeEndpoint endpoint = endpoint(context.getBean(CamelContext.class));
                    PixelForgeConfiguration options = endpoint.getConfiguration();

                    assertThat(options.getApiKey()).isEqualTo("key-1");
                    assertThat(options.getGatewayUrl()).isEqualTo("http://127.0.0.1:1");
                    assertThat(options.getPrompt()).isEqualTo("Soft light");
                    assertThat(options.getNumImages()).isEqualTo(2);
                    assertThat(options.getGuidanceScale()).isEqualTo(4.5);
                    assertThat(options.getEnableSafetyChecker()).isFalse();
                    assertThat(options.getInitialPollDelay()).isEqualTo(7000);
                    assertThat(options.getRetention()).isEqualTo(3_600_000);
                    assertThat(options.getPollInterval()).isEqualTo(1500);
                    assertThat(options.getCompletionTimeout()).isEqualTo(172_800_000);
                    assertThat(options.getOnUnknown()).isEqualTo(PixelForgeConfiguration.OnUnknown.resubmit);
                    assertThat(options.getHttpOptions())
                            .isEqualTo(Map.of(
                                    "proxyHost", "proxy.example", "httpClient.connectionRequestTimeout", "1234"));
                    assertThat(endpoint.getComponent().isUseGlobalSslContextParameters())
                            .isTrue();
                });
    }

    @Test
    void whatIsNotSetIsAsTheComponentHasIt() {
        application.run(context -> {
            PixelForgeConfiguration options =
                    endpoint(context.getBean(CamelContext.class)).getConfiguration();

            PixelForgeConfiguration plain = new PixelForgeConfiguration();
            plain.setApiKey("key-1");
            assertThat(options).usingRecursiveComparison().isEqualTo(plain);
        });
    }

    @Test
    void aReferenceNamesTheRepository() {
        application
                .withUserConfiguration(TwoRepositories.class)
                .withPropertyValues("camel.component.pixelforge.job-repository=#bean:second")
                .run(context -> assertThat(component(context.getBean(CamelContext.class))
                                .getConfiguration()
                                .getJobRepository())
                        .isSameAs(context.getBean("second")));
    }

    @Test
    void aReferenceNamesWhatGivesTheKey() {
        application
                .withUserConfiguration(Vault.class)
                .withPropertyValues("camel.component.pixelforge.api-key-supplier=#bean:vaultKey")
                .run(context -> assertThat(component(context.getBean(CamelContext.class))
                                .getConfiguration()
                                .getApiKeySupplier())
                        .isSameAs(context.getBean("vaultKey")));
    }

    @Test
    void aNameWithoutAReferenceIsAnErrorThatSaysHow() {
        application
                .withUserConfiguration(TwoRepositories.class)
                .withPropertyValues("camel.component.pixelforge.job-repository=second")
                .run(context ->
                        assertThat(context).hasFailed().getFailure().rootCause().hasMessageContaining("#bean:name"));
    }

    @Test
    void theOnlyRepositoryIsTakenAndTakesTheDataSource() {
        application
                .withUserConfiguration(Database.class)
                .withPropertyValues("spring.datasource.url=jdbc:h2:mem:starter")
                .run(context -> {
                    JobRepository repository = endpoint(context.getBean(CamelContext.class))
                            .getConfiguration()
                            .getJobRepository();

                    assertThat(repository).isSameAs(context.getBean(JdbcJobRepository.class));
                    assertThat(repository.find("nothing")).isEmpty(); // asks the database
                });
    }

    @Test
    void tlsIsABean() {
        application
                .withUserConfiguration(Tls.class)
                .withPropertyValues("camel.component.pixelforge.ssl-context-parameters=#tls")
                .run(context -> assertThat(component(context.getBean(CamelContext.class))
                                .getConfiguration()
                                .getSslContextParameters())
                        .isSameAs(context.getBean("tls")));
    }

    @Test
    void singleOptionsGoOverAWholeConfiguration() {
        application
                .withUserConfiguration(Whole.class)
                .withPropertyValues(
                        "camel.component.pixelforge.configuration=#whole", "camel.component.pixelforge.num-images=2")
                .run(context -> {
                    PixelForgeConfiguration options =
                            endpoint(context.getBean(CamelContext.class)).getConfiguration();

                    assertThat(options.getPrompt()).isEqualTo("Soft light");
                    assertThat(options.getApiKey()).isEqualTo("key-1");
                    assertThat(options.getNumImages()).isEqualTo(2);
                });
    }

    @Test
    void disabledItLeavesTheComponentAlone() {
        for (String off : new String[] {"enabled", "customizer.enabled"}) {
            application
                    .withPropertyValues("camel.component.pixelforge." + off + "=false")
                    .run(context -> assertThat(component(context.getBean(CamelContext.class))
                                    .getConfiguration()
                                    .getApiKey())
                            .isNull());
        }
    }

    private static PixelForgeComponent component(CamelContext camel) {
        return camel.getComponent("pixelforge", PixelForgeComponent.class);
    }

    private static PixelForgeEndpoint endpoint(CamelContext camel) {
        return camel.getEndpoint("pixelforge:relight", PixelForgeEndpoint.class);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    @Configuration(proxyBeanMethods = false)
    static class TwoRepositories {

        @Bean
        JobRepository first() {
            return new MemoryJobRepository();
        }

        @Bean
        JobRepository second() {
            return new MemoryJobRepository();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Vault {

        @Bean
        Supplier<String> vaultKey() {
            return () -> "key-2";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Database {

        @Bean
        JdbcJobRepository jobs() {
            return new JdbcJobRepository();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Tls {

        @Bean
        SSLContextParameters tls() {
            return new SSLContextParameters();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Whole {

        @Bean
        PixelForgeConfiguration whole() {
            PixelForgeConfiguration whole = new PixelForgeConfiguration();
            whole.setPrompt("Soft light");
            whole.setNumImages(1);
            return whole;
        }
    }
}
