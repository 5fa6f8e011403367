package io.slipway.database;

/**
 * A backup that no restore has proven yet.
 *
 * @param name as it is called in its folder, without what says how far it is
 * @param recordDigest SHA-256 of its record, which holds its own
 * @param record what is known of it
 */
public record NewBackup(String name, String recordDigest, BackupRecord record) {}
