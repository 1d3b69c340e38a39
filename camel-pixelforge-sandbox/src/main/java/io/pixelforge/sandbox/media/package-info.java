/** Which URL is which picture. */
package io.pixelforge.sandbox.media;
