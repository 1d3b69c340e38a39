package io.pixelforge.camel.springboot;

import io.pixelforge.camel.PixelForgeComponent;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.ComponentConfigurationProperties;
import org.apache.camel.spring.boot.util.CamelPropertiesHelper;
import org.apache.camel.spring.boot.util.ConditionalOnCamelContextAndAutoConfigurationBeans;
import org.apache.camel.spring.boot.util.ConditionalOnHierarchicalProperties;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.springframework.boot.autoconfigure.AutoConfigureAfter;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Sets the component up by {@code camel.component.pixelforge.*}. */
@Configuration(proxyBeanMethods = false)
@Conditional(ConditionalOnCamelContextAndAutoConfigurationBeans.class)
@EnableConfigurationProperties({ComponentConfigurationProperties.class, PixelForgeComponentConfiguration.class})
@ConditionalOnHierarchicalProperties({"camel.component", "camel.component.pixelforge"})
@AutoConfigureAfter({CamelAutoConfiguration.class, PixelForgeComponentConverter.class})
public class PixelForgeComponentAutoConfiguration {

    /** Hands the properties to the component when Camel makes it. */
    @Bean
    @Lazy
    public ComponentCustomizer configurePixelForgeComponent(
            ApplicationContext applicationContext, PixelForgeComponentConfiguration properties) {
        return new ComponentCustomizer() {
            @Override
            public boolean isEnabled(String name, Component target) {
                return target instanceof PixelForgeComponent
                        && HierarchicalPropertiesEvaluator.evaluate(
                                applicationContext,
                                "camel.component.customizer",
                                "camel.component.pixelforge.customizer");
            }

            @Override
            public void configure(String name, Component target) {
                if (properties.getConfiguration() != null) {
                    // first, since it would replace the single options
                    ((PixelForgeComponent) target).setConfiguration(properties.getConfiguration());
                }
                CamelPropertiesHelper.copyProperties(target.getCamelContext(), properties, target);
            }
        };
    }
}
