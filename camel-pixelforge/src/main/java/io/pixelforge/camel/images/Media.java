package io.pixelforge.camel.images;

import org.apache.camel.StreamCache;

/**
 * A downloaded picture.
 *
 * @param body      its bytes, in Camel's stream cache
 * @param length    how many bytes
 * @param mediaType what they are, by themselves or else by the header
 * @param extension for a file name, without a dot; {@code bin} if they are no picture that is known here
 */
public record Media(StreamCache body, long length, String mediaType, String extension) {}
