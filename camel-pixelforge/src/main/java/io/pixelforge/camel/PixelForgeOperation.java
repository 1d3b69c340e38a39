package io.pixelforge.camel;

import io.pixelforge.camel.gateway.RequestParameters;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What an endpoint does; the names are those of the URI. */
public enum PixelForgeOperation {
    /** Makes a picture from text and reference pictures; answers at once. */
    generate(RequestParameters.GENERATE),
    /** Submits a relight job, or as a consumer emits those that have ended. */
    relight(RequestParameters.RELIGHT),
    /** Asks once how far a request is. */
    status(List.of()),
    /** Waits for the end of a request that was submitted earlier. */
    await(List.of());

    private final List<String> parameters;

    PixelForgeOperation(List<String> parameters) {
        this.parameters = parameters;
    }

    /** The names of the parameters of its request, as the service calls them. */
    List<String> parameters() {
        return parameters;
    }

    /** Whether it sends a request that is charged; the others are about one that was sent. */
    boolean isPaid() {
        return !parameters.isEmpty();
    }

    /** @throws IllegalArgumentException if there is no such operation */
    static PixelForgeOperation parse(String name) {
        return Arrays.stream(values())
                .filter(operation -> operation.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no operation '" + name
                        + "'. Write pixelforge:operation with one of "
                        + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", ")) + "."));
    }
}
