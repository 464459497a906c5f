// The yardstick: reads the events of YAML files with libyaml, one thread, nothing kept.
#include <stdio.h>
#include <stdlib.h>
#include <yaml.h>

static int scan(const char *path, unsigned long *count) {
  FILE *file = fopen(path, "rb");
  if (!file) { perror(path); return 0; }
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  unsigned char *text = malloc((size_t)size + 1);
  if (!text || fread(text, 1, (size_t)size, file) != (size_t)size) { perror(path); return 0; }
  fclose(file);

  yaml_parser_t parser;
  yaml_event_t event;
  if (!yaml_parser_initialize(&parser)) return 0;
  yaml_parser_set_input_string(&parser, text, (size_t)size);
  for (int done = 0; !done; *count += 1) {
    if (!yaml_parser_parse(&parser, &event)) {
      fprintf(stderr, "%s:%zu: %s\n", path, parser.problem_mark.line + 1, parser.problem);
      return 0;
    }
    done = event.type == YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  free(text);
  return 1;
}

int main(int count, char **arguments) {
  unsigned long events = 0;
  for (int index = 1; index < count; index += 1)
    if (!scan(arguments[index], &events)) return 1;
  printf("%lu events\n", events);
  return 0;
}
