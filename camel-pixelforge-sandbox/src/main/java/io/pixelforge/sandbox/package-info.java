/** A PixelForge gateway for a laptop and for tests: {@link io.pixelforge.sandbox.PixelForgeSandbox}. */
package io.pixelforge.sandbox;
