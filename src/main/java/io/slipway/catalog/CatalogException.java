package io.slipway.catalog;

/** The catalog cannot be used as it is; the message names the file, the place in it and what to mend. */
public final class CatalogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CatalogException(String message) {
        super(message);
    }

    public CatalogException(String message, Throwable cause) {
        super(message, cause);
    }
}
