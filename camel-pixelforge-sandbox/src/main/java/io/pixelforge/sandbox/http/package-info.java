/** The wire: calls and answers, and the server between them. */
package io.pixelforge.sandbox.http;
