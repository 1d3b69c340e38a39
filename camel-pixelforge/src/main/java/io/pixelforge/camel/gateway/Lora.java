package io.pixelforge.camel.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;

/**
 * A weight to apply, one of the service's {@code loras}.
 *
 * @param path  where it is, required
 * @param scale 0.0 to 2.0; {@code null} for the service's default of 1.0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Lora(String path, BigDecimal scale) {}
