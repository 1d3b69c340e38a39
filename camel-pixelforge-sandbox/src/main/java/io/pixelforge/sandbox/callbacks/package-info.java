/** What the gateway tells clients by itself: the callbacks about their jobs. */
package io.pixelforge.sandbox.callbacks;
