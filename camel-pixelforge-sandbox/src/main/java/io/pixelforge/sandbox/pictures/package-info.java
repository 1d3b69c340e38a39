/** Pictures into pictures: decoding, framing, relighting. */
package io.pixelforge.sandbox.pictures;
