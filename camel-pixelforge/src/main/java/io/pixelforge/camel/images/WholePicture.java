package io.pixelforge.camel.images;

/**
 * A picture that was read to its end and is whole.
 *
 * @param picture where it is
 * @param format  what it is
 * @param length  in bytes
 * @param digest  SHA-256 of all its bytes, in hex
 */
public record WholePicture(Picture picture, PictureFormat format, long length, String digest) {}
