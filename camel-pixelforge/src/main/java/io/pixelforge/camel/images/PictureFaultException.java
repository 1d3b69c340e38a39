package io.pixelforge.camel.images;

import java.io.IOException;

/** A picture is not whole. */
final class PictureFaultException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param fault what follows the name of the picture in a sentence */
    PictureFaultException(String fault) {
        super(fault);
    }
}
