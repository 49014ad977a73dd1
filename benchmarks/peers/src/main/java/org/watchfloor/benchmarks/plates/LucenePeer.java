package org.watchfloor.benchmarks.plates;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.FSDirectory;

/** Lucene's FuzzyQuery of one edit on an index of one segment, mapped into memory. */
final class LucenePeer implements FuzzyPeer {
  private static final String FIELD = "plate";
  private static final int MAX_FOUND = 50;
  private static final int BUFFER_MIB = 512;

  private final Path folder = Files.createTempDirectory("lucene-bench");
  private final FSDirectory directory = FSDirectory.open(folder);
  private final DirectoryReader reader;
  private final IndexSearcher searcher;

  LucenePeer(Iterator<String> plates) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig().setRAMBufferSizeMB(BUFFER_MIB);
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      while (plates.hasNext()) {
        Document document = new Document();
        document.add(new StringField(FIELD, plates.next(), Field.Store.NO));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    }
    reader = DirectoryReader.open(directory);
    searcher = new IndexSearcher(reader);
  }

  @Override
  public String name() {
    return "Lucene, FuzzyQuery ≤ 1";
  }

  @Override
  public int find(String read) throws IOException {
    FuzzyQuery query = new FuzzyQuery(new Term(FIELD, read), 1, 0, MAX_FOUND, false);
    return searcher.search(query, MAX_FOUND).scoreDocs.length;
  }

  @Override
  public double cpuSeconds() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
  }

  @Override
  public long bytes() throws IOException {
    long bytes = 0;
    for (String file : directory.listAll()) {
      bytes += directory.fileLength(file);
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    reader.close();
    for (String file : directory.listAll()) {
      directory.deleteFile(file);
    }
    directory.close();
    Files.delete(folder);
  }
}
