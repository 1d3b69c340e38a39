/** Pictures out of nothing but words. */
package io.pixelforge.sandbox.painting;
