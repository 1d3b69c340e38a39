/**
 * The Camel component for PixelForge: {@code pixelforge:generate}, {@code relight}, {@code status} and {@code await}.
 * Routes use {@link io.pixelforge.camel.PixelForgeConstants} for headers and {@link io.pixelforge.camel.PixelForgeJob} as
 * the body of a request that has no picture yet.
 */
package io.pixelforge.camel;
