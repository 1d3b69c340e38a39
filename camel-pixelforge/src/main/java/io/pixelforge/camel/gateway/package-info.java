/**
 * The wire. For users there are the exceptions, all of them {@link io.pixelforge.camel.gateway.PixelForgeException}s, and
 * {@link io.pixelforge.camel.gateway.Charged}; the rest is public for the other packages of the component only, and may
 * change with any version.
 */
package io.pixelforge.camel.gateway;
