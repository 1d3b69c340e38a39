package io.pixelforge.camel.springboot;

import io.pixelforge.camel.PixelForgeConfiguration;
import io.pixelforge.camel.images.ImagePublisher;
import io.pixelforge.camel.jobs.JobRepository;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;

/** Turns a reference such as {@code #bean:name} or {@code #name} in a property into the bean of that name. */
@Configuration(proxyBeanMethods = false)
@ConfigurationPropertiesBinding
public class PixelForgeComponentConverter implements GenericConverter {

    private static final Set<Class<?>> TYPES = Set.of(
            PixelForgeConfiguration.class,
            JobRepository.class,
            ImagePublisher.class,
            SSLContextParameters.class,
            Supplier.class);

    private final ApplicationContext applicationContext;

    public PixelForgeComponentConverter(ApplicationContext applicationContext) {
        this.applicationContext = applicationContext;
    }

    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
        return TYPES.stream()
                .map(type -> new ConvertiblePair(String.class, type))
                .collect(Collectors.toSet());
    }

    /** @throws IllegalArgumentException if it is not a reference */
    @Override
    public Object convert(Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
        if (source == null) {
            return null;
        }
        String reference = source.toString();
        if (!reference.startsWith("#")) {
            throw new IllegalArgumentException("It must be a reference such as #bean:name.");
        }
        String name = reference.substring(reference.startsWith("#bean:") ? "#bean:".length() : 1);
        return applicationContext.getBean(name, targetType.getType());
    }
}
