package io.pixelforge.camel.gateway;

/** The wallet has not enough balance (402). Not charged; asking again before it is filled up is of no use. */
public class InsufficientBalanceException extends PixelForgeException {

    public InsufficientBalanceException(String message) {
        super(message, null, false, Charged.NO);
    }
}
