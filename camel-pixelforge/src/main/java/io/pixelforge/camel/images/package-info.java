/**
 * Pictures in and out. For users there is {@link io.pixelforge.camel.images.ImagePublisher}; the rest is public for the
 * other packages of the component only, and may change with any version.
 */
package io.pixelforge.camel.images;
